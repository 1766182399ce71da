package io.jenkins.plugins.humanitec.simulator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.contract.ResourceOperation;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The operations that follow from the contract alone.
 *
 * @param resources the resources
 */
public record ResourceOperations(Resources resources) {

    /** The fields that keep their values when a resource is replaced. */
    private static final List<String> KEPT = List.of("created_at", "created_by");

    /** The fields that a request cannot set. */
    private static final List<String> READ_ONLY =
            List.of("org_id", "created_at", "created_by", "is_default", "is_deleted", "is_used", "active_version_id");

    /** The owners that are not resources of the store. They are checked before any operation. */
    private static final Set<String> OWNERS_ELSEWHERE =
            Set.of("/orgs/{}", "/orgs/{}/apps/{}", "/orgs/{}/apps/{}/envs/{}", "/orgs/{}/apps/{}/pipelines/{}");

    /**
     * Adds the operations by their IDs.
     *
     * @param operations the operations to add to
     * @param ofContract the operations on resources in the contract
     */
    public void addTo(OperationTable operations, Collection<ResourceOperation> ofContract) {
        Set<String> owned = ofContract.stream()
                .map(operation -> withoutNames(operation.collection() + "/{}"))
                .filter(path -> !OWNERS_ELSEWHERE.contains(path))
                .collect(Collectors.toSet());
        ofContract.forEach(operation -> operations.put(operation.id(), call -> {
            requireOwners(operation, owned, call);
            return apply(operation, call);
        }));
    }

    private ResourceStore store() {
        return resources.store();
    }

    private void requireOwners(ResourceOperation operation, Set<String> owned, Call call) {
        String template = operation.collection();
        for (int end = template.indexOf('}'); end >= 0; end = template.indexOf('}', end + 1)) {
            String owner = template.substring(0, end + 1);
            if (owned.contains(withoutNames(owner))) {
                // The ID can have slashes.
                int slash = owner.lastIndexOf('/');
                String id = call.parameter(owner.substring(slash + 2, end));
                store().get(call.path(owner.substring(0, slash)), id);
            }
        }
    }

    private static String withoutNames(String path) {
        return path.replaceAll("\\{\\w*}", "{}");
    }

    private Answer apply(ResourceOperation operation, Call call) {
        String collection = call.path(operation.collection());
        String id = call.parameter(operation.idParameter());
        return switch (operation.kind()) {
            case LIST ->
                Answer.list(store().list(collection).stream()
                        .filter(resource -> operation.filters().stream()
                                .allMatch(filter ->
                                        call.wants(filter, resource.path(filter).asText()))));
            case CREATE -> create(operation, call);
            case GET -> answer(operation, store().get(collection, id));
            case REPLACE -> replace(operation, call, collection, id);
            case PATCH -> patch(operation, call, collection, id);
            case DELETE -> {
                store().remove(collection, id);
                yield new Answer(operation.status(), null);
            }
        };
    }

    private Answer answer(ResourceOperation operation, ObjectNode resource) {
        return operation.answer() == null
                ? new Answer(operation.status(), null)
                : new Answer(operation.status(), operation.answer().conform(resource, (schema, field, empty) -> empty));
    }

    private Answer create(ResourceOperation operation, Call call) {
        if (call.asks("dry_run")) {
            return Answer.noContent();
        }
        return answer(
                operation, resources.create(operation.collection(), call.parameters(), call.user(), settable(call)));
    }

    private static ObjectNode settable(Call call) {
        return call.bodyOrEmpty().deepCopy().remove(READ_ONLY);
    }

    private Answer replace(ResourceOperation operation, Call call, String collection, String id) {
        ObjectNode before = store().get(collection, id);
        ObjectNode input = settable(call);
        KEPT.forEach(field -> Optional.ofNullable(before.get(field)).ifPresent(value -> input.set(field, value)));
        return store(operation, call, collection, id, input);
    }

    private Answer patch(ResourceOperation operation, Call call, String collection, String id) {
        ObjectNode input = store().get(collection, id).deepCopy();
        input.setAll(settable(call));
        return store(operation, call, collection, id, input);
    }

    private Answer store(ResourceOperation operation, Call call, String collection, String id, ObjectNode input) {
        if (call.asks("dry_run")) {
            return Answer.noContent();
        }
        if (operation.idField() != null) {
            input.put(operation.idField(), id);
        }
        ObjectNode changed = resources.complete(operation.resource(), call.parameters(), call.user(), input);
        store().put(collection, id, changed);
        return answer(operation, changed);
    }
}
