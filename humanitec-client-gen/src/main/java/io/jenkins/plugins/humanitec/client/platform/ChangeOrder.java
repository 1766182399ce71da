package io.jenkins.plugins.humanitec.client.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.manifests.EntityFields;
import io.jenkins.plugins.humanitec.client.manifests.FieldChange;
import io.jenkins.plugins.humanitec.client.manifests.Kind;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out which changes come after which others. */
final class ChangeOrder {

    private final List<Draft> drafts;
    private final References references;
    private final Set<ObjectId> deleted = new HashSet<>();
    private final Map<ObjectId, Set<ObjectId>> after = new HashMap<>();

    /**
     * A change before its place in the order is known.
     *
     * @param action what to do
     * @param object the object
     * @param apiId the ID in the API; null if the object does not exist yet
     * @param fields the changes of fields
     * @param manifest the manifest; null for a deletion
     * @param current the fields that the object has now
     * @param requests the requests
     */
    record Draft(
            Action action,
            ObjectId object,
            @Nullable String apiId,
            List<FieldChange> fields,
            @Nullable Manifest manifest,
            ObjectNode current,
            List<PlannedChange.Request> requests) {}

    private ChangeOrder(List<Draft> drafts) {
        this.drafts = drafts;
        this.references = new References();
        drafts.forEach(draft -> {
            references.add(draft.object());
            if (draft.action() == Action.DELETE) {
                deleted.add(draft.object());
            }
        });
    }

    /** Returns the changes in the order of their kinds, deletions last, each with those that come before it. */
    static List<PlannedChange> of(List<Draft> drafts) {
        ChangeOrder order = new ChangeOrder(drafts);
        drafts.forEach(order::addReferences);
        drafts.forEach(order::addReplacements);
        Comparator<Draft> deletionsLast = Comparator.comparing(draft -> draft.action() == Action.DELETE);
        Comparator<Draft> byObject = Comparator.comparing(Draft::object);
        List<PlannedChange> changes = new ArrayList<>();
        drafts.stream()
                .sorted(deletionsLast.thenComparing(
                        (a, b) -> a.action() == Action.DELETE ? byObject.compare(b, a) : byObject.compare(a, b)))
                .forEach(draft -> changes.add(order.change(draft)));
        return changes;
    }

    private void addReferences(Draft draft) {
        if (draft.manifest() != null) {
            references.of(draft.object(), draft.manifest().entity()).stream()
                    .filter(other -> !deleted.contains(other))
                    .forEach(other -> addAfter(draft.object(), other));
        }
        Set<ObjectId> owners = deletedWith(draft.object());
        owners.forEach(owner -> addAfter(draft.object(), owner));
        // An object is deleted when nothing refers to it any longer.
        references.of(draft.object(), draft.current()).stream()
                .filter(other -> deleted.contains(other) && !owners.contains(other))
                .forEach(other -> addAfter(other, draft.object()));
    }

    /**
     * Puts a change that gains what must be unique, such as the criteria of a definition, after the change or deletion of the
     * object that has it now.
     */
    private void addReplacements(Draft draft) {
        Set<JsonNode> gained = new HashSet<>(unique(
                draft.object(),
                draft.manifest() == null ? null : draft.manifest().entity()));
        gained.removeAll(unique(draft.object(), draft.current()));
        for (Draft other : gained.isEmpty() ? List.<Draft>of() : drafts) {
            Set<JsonNode> lost = new HashSet<>(unique(other.object(), other.current()));
            lost.removeAll(unique(
                    other.object(),
                    other.manifest() == null ? null : other.manifest().entity()));
            lost.retainAll(gained);
            if (!lost.isEmpty() && other != draft && !isAfter(other.object(), draft.object())) {
                addAfter(draft.object(), other.object());
            }
        }
    }

    private static List<JsonNode> unique(ObjectId object, @Nullable ObjectNode entity) {
        return entity == null ? List.of() : EntityFields.unique(object, entity);
    }

    private boolean isAfter(ObjectId later, ObjectId earlier) {
        return later.equals(earlier)
                || after.getOrDefault(later, Set.of()).stream().anyMatch(between -> isAfter(between, earlier));
    }

    /** Returns the objects whose deletion deletes an object too. */
    private Set<ObjectId> deletedWith(ObjectId object) {
        Set<ObjectId> owners = new HashSet<>();
        if (deleted.contains(object)) {
            references.of(object, JsonNodeFactory.instance.objectNode()).stream()
                    .filter(owner -> deleted.contains(owner)
                            && Kind.of(owner.kind()).deletesAll()
                            && object.owners().containsValue(owner.id()))
                    .forEach(owners::add);
        }
        return owners;
    }

    private void addAfter(ObjectId later, ObjectId earlier) {
        after.computeIfAbsent(later, key -> new HashSet<>()).add(earlier);
    }

    private PlannedChange change(Draft draft) {
        // The API refuses, for example, to delete the last environment of an application.
        boolean isDeletedWithOwner = !deletedWith(draft.object()).isEmpty();
        return new PlannedChange(
                draft.action(),
                draft.object(),
                draft.apiId(),
                draft.fields(),
                draft.manifest(),
                after.getOrDefault(draft.object(), Set.of()).stream().sorted().toList(),
                isDeletedWithOwner ? List.of() : draft.requests());
    }
}
