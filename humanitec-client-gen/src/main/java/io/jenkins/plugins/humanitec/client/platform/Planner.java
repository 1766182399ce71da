package io.jenkins.plugins.humanitec.client.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.errors.BadRequestException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.manifests.ApiCollection;
import io.jenkins.plugins.humanitec.client.manifests.EntityDiff;
import io.jenkins.plugins.humanitec.client.manifests.EntityFields;
import io.jenkins.plugins.humanitec.client.manifests.FieldChange;
import io.jenkins.plugins.humanitec.client.manifests.InvalidManifestsException;
import io.jenkins.plugins.humanitec.client.manifests.Kind;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ManifestFault;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import io.jenkins.plugins.humanitec.client.manifests.PipelineDiff;
import io.jenkins.plugins.humanitec.client.platform.ChangeOrder.Draft;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares manifests with the objects of an organization. */
final class Planner {

    private final String orgId;
    private final PlanOptions options;
    private final ObjectLists lists;
    private final List<ManifestFault> faults = new ArrayList<>();
    private final Map<ObjectId, String> apiIds = new HashMap<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final References created = new References();
    private final Set<ObjectId> described = new HashSet<>();
    private final Set<List<Object>> taken = new HashSet<>();

    Planner(ClientContext client, String orgId, PlanOptions options) {
        this.orgId = orgId;
        this.options = options;
        this.lists = new ObjectLists(client, orgId);
    }

    /** Returns the IDs in the API of the objects that exist, after the planning. */
    Map<ObjectId, String> apiIds() {
        return apiIds;
    }

    /** Returns the plan. Throws an exception with all faults if there are any. */
    Plan plan(List<Manifest> manifests) {
        return plan(manifests, options.isPruning() ? object -> true : object -> false);
    }

    /** Returns what is left of the changes of a plan. */
    Plan again(Plan earlier) {
        Set<ObjectId> deleted = earlier.changes().stream()
                .filter(change -> change.action() == Action.DELETE)
                .map(PlannedChange::object)
                .collect(Collectors.toSet());
        return plan(earlier.manifests(), deleted::contains);
    }

    private Plan plan(List<Manifest> manifests, Predicate<ObjectId> isPruned) {
        manifests.forEach(manifest -> described.add(manifest.object()));
        manifests.stream()
                .sorted(Comparator.comparingInt(manifest -> manifest.kind().rank()))
                .forEach(this::compare);
        recorded()
                .filter(object -> !described.contains(object) && isPruned.test(object))
                .forEach(this::prune);
        checkDeletions(manifests);
        drafts.forEach(draft -> options.refusals(draft.object(), draft.action(), draft.manifest())
                .forEach(why -> fault(draft.manifest(), "", why)));
        if (!faults.isEmpty()) {
            throw new InvalidManifestsException(faults);
        }
        return new Plan(ChangeOrder.of(drafts));
    }

    private Stream<ObjectId> recorded() {
        return options.owner().stream().flatMap(record -> record.objects().stream());
    }

    /**
     * Returns the record of the owner without the objects that are gone. Otherwise, what somebody else creates in their place would
     * be taken for the owner's.
     */
    @Nullable
    OwnerRecord record() {
        OwnerRecord record = options.owner().orElse(null);
        for (ObjectId object : recorded().toList()) {
            if (record != null && recordedElement(object).isEmpty()) {
                record = record.without(object);
            }
        }
        return record;
    }

    /** Returns an object that the owner has created; empty if it is not there any longer. */
    private Optional<JsonNode> recordedElement(ObjectId object) {
        ApiCollection collection = Manifest.collection(object).orElseThrow();
        return options.owner()
                .flatMap(record -> record.apiId(object))
                .flatMap(apiId -> lists.findOwn(collection, object.owners(), apiId))
                .filter(element -> !ObjectLists.isBeingDeleted(element));
    }

    private void fault(@Nullable Manifest manifest, String path, String message) {
        faults.add(new ManifestFault(
                manifest == null ? "" : manifest.file(), manifest == null ? 0 : manifest.line(), path, message));
    }

    private void compare(Manifest manifest) {
        ApiCollection collection = manifest.collection();
        Optional<JsonNode> element;
        try {
            element = find(manifest, collection);
        } catch (NotFoundException | BadRequestException e) {
            String why = String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
            String advice = ". Check that what it belongs to exists, or add a manifest for it.";
            fault(manifest, "metadata", manifest + " cannot be looked up: " + why + advice);
            return;
        }
        if (element.filter(ObjectLists::isBeingDeleted).isPresent()) {
            fault(manifest, "metadata.id", manifest + " is being deleted. Plan again when it is gone.");
            return;
        }
        Map<String, String> secrets = secrets(manifest);
        if (element.isEmpty()) {
            create(manifest, collection);
            return;
        }
        String apiId = collection.apiId(element.get());
        apiIds.put(manifest.object(), apiId);
        taken.add(place(collection, manifest.object(), apiId));
        ObjectNode current = EntityFields.of(collection, element.get());
        List<FieldChange> fields = new ArrayList<>(
                collection.hasText()
                        ? PipelineDiff.between(
                                manifest, lists.text(manifest.object().owners(), apiId))
                        : EntityDiff.between(collection, manifest.entity(), current, secrets));
        options.owner()
                .ifPresent(record -> secrets.forEach((pointer, secret) -> {
                    FieldChange change = FieldChange.ofSecret(pointer);
                    boolean isKnown =
                            fields.stream().anyMatch(field -> field.field().equals(change.field()));
                    if (!isKnown && !record.hasWritten(manifest.object(), pointer, secret)) {
                        fields.add(change);
                    }
                }));
        if (!fields.isEmpty()) {
            change(manifest, collection, apiId, current, fields);
        }
    }

    /** Returns the current object. An object whose owner is yet to be created does not exist. */
    private Optional<JsonNode> find(Manifest manifest, ApiCollection collection) {
        ObjectId object = manifest.object();
        boolean isOwnerNew = created.of(object, JsonNodeFactory.instance.objectNode()).stream()
                .anyMatch(owner -> object.owners().containsValue(owner.id()));
        if (isOwnerNew) {
            return Optional.empty();
        }
        if (!manifest.kind().isIdChosenByApi()) {
            return lists.find(collection, object.owners(), object.id()).or(() -> lists.findByName(manifest));
        }
        String known = options.owner().flatMap(record -> record.apiId(object)).orElse(object.id());
        Set<String> ofOthers = recorded()
                .filter(other -> described.contains(other)
                        && other.kind().equals(object.kind())
                        && other.owners().equals(object.owners()))
                .flatMap(other -> options.owner().flatMap(record -> record.apiId(other)).stream())
                .collect(Collectors.toSet());
        return lists.findOwn(collection, object.owners(), known)
                .or(() -> lists.own(collection, object.owners()).stream()
                        .filter(element -> !ofOthers.contains(collection.apiId(element))
                                && !taken.contains(place(collection, object, collection.apiId(element))))
                        .filter(element -> EntityDiff.between(
                                        collection, manifest.entity(), EntityFields.of(collection, element), Map.of())
                                .isEmpty())
                        .findFirst());
    }

    private List<Object> place(ApiCollection collection, ObjectId object, String apiId) {
        return List.of(collection.toString(), collection.parameters(orgId, object.owners(), apiId));
    }

    /** Returns the secrets to which a manifest refers, by the JSON Pointer of the field. */
    private Map<String, String> secrets(Manifest manifest) {
        Map<String, String> secrets = new HashMap<>();
        manifest.credentials().forEach((pointer, id) -> {
            Optional<String> secret = options.credentials().secret(id);
            secret.ifPresent(value -> secrets.put(pointer, value));
            if (secret.isEmpty()) {
                String field = FieldChange.ofSecret("/entity" + pointer).field();
                String what = "There is no credential '" + id + "' for " + manifest;
                fault(manifest, field, what + ", or this job may not use it.");
            }
        });
        return secrets;
    }

    private void create(Manifest manifest, ApiCollection collection) {
        List<PlannedChange.Request> requests =
                new ChangeRequests(orgId, collection, manifest.object()).create(manifest);
        if (requests.isEmpty()) {
            fault(manifest, "metadata.id", manifest + " does not exist, and the API cannot create it.");
            return;
        }
        ObjectNode entity = manifest.entity();
        collection.requiredWriteOnly().keySet().stream()
                .filter(name -> !entity.hasNonNull(name))
                .forEach(name -> fault(
                        manifest,
                        "entity." + name,
                        "Expected this field: " + manifest
                                + " does not exist, and needs it. An export does not have it, since the API does not"
                                + " return it."));
        created.add(manifest.object());
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        drafts.add(new Draft(
                Action.CREATE, manifest.object(), null, EntityDiff.ofNew(manifest), manifest, nothing, requests));
    }

    private void change(
            Manifest manifest, ApiCollection collection, String apiId, ObjectNode current, List<FieldChange> fields) {
        try {
            List<PlannedChange.Request> requests =
                    new ChangeRequests(orgId, collection, manifest.object()).change(manifest, current, apiId, fields);
            drafts.add(new Draft(Action.CHANGE, manifest.object(), apiId, fields, manifest, current, requests));
        } catch (ChangeRequests.NotChangeableException e) {
            fault(manifest, "entity." + e.field(), e.getMessage() + manifest + ".");
        }
    }

    private void prune(ObjectId object) {
        ApiCollection collection = Manifest.collection(object).orElseThrow();
        recordedElement(object).ifPresent(element -> {
            String apiId = collection.apiId(element);
            // A manifest with another ID can describe the same object.
            if (!taken.contains(place(collection, object, apiId)) && !lists.isOwnerBeingDeleted(object)) {
                drafts.add(new Draft(
                        Action.DELETE,
                        object,
                        apiId,
                        List.of(),
                        null,
                        EntityFields.of(collection, element),
                        new ChangeRequests(orgId, collection, object).delete(apiId)));
            }
        });
    }

    /** Checks that a deletion does not delete more than it shows. */
    private void checkDeletions(List<Manifest> manifests) {
        References deleted = new References();
        List<ObjectId> owners = drafts.stream()
                .filter(draft -> draft.action() == Action.DELETE)
                .map(Draft::object)
                .filter(object -> Kind.of(object.kind()).deletesAll())
                .toList();
        owners.forEach(deleted::add);
        for (Manifest manifest : owners.isEmpty() ? List.<Manifest>of() : manifests) {
            deleted.of(manifest.object(), JsonNodeFactory.instance.objectNode())
                    .forEach(owner -> fault(
                            manifest,
                            "metadata",
                            manifest + " belongs to " + owner
                                    + ", which has no manifest any longer and would be deleted."
                                    + " Keep the manifest of both, or of none."));
        }
        Set<ObjectId> own = options.owner().map(OwnerRecord::objectsInApi).orElse(Set.of());
        for (ObjectId owner : owners) {
            for (ObjectId content : lists.contents(owner)) {
                if (!own.contains(content)) {
                    fault(
                            null,
                            "",
                            owner + " is not deleted: it has " + content
                                    + ", which somebody else has created. Delete it first.");
                }
                options.refusals(content, Action.DELETE, null)
                        .forEach(why -> fault(null, "", owner + " is not deleted: " + why));
            }
        }
    }
}
