package io.jenkins.plugins.humanitec.client.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.errors.BadRequestException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.manifests.ApiCollection;
import io.jenkins.plugins.humanitec.client.manifests.EntityDiff;
import io.jenkins.plugins.humanitec.client.manifests.FieldChange;
import io.jenkins.plugins.humanitec.client.manifests.InvalidManifestsException;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ManifestFault;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares manifests with the objects of an organization. */
final class Planner {

    private final String orgId;
    private final PlanOptions options;
    private final ObjectLists lists;
    private final List<ManifestFault> faults = new ArrayList<>();
    private final Map<ObjectId, String> apiIds = new HashMap<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final Set<ObjectId> created = new HashSet<>();

    /** A change before its place in the order is known; {@code current} has the fields that the object has now. */
    private record Draft(
            Action action,
            ObjectId object,
            @Nullable String apiId,
            List<FieldChange> fields,
            @Nullable Manifest manifest,
            ObjectNode current,
            List<PlannedChange.Request> requests) {}

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
        manifests.stream()
                .sorted(Comparator.comparingInt(manifest -> manifest.kind().rank()))
                .forEach(this::compare);
        if (options.isPruning()) {
            Set<ObjectId> described = manifests.stream().map(Manifest::object).collect(Collectors.toSet());
            options.owner().stream()
                    .flatMap(record -> record.objects().stream())
                    .filter(object -> !described.contains(object))
                    .forEach(this::prune);
        }
        drafts.forEach(draft -> options.rule()
                .refusal(draft.object(), draft.action())
                .ifPresent(why -> fault(draft.manifest(), "", draft.object() + ": " + why)));
        if (!faults.isEmpty()) {
            throw new InvalidManifestsException(faults);
        }
        return new Plan(ordered());
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
            fault(
                    manifest,
                    "metadata",
                    manifest + " cannot be looked up: " + e.getMessage()
                            + ". Check that what it belongs to exists, or add a manifest for it.");
            return;
        }
        Map<String, String> secrets = secrets(manifest);
        if (element.isEmpty()) {
            create(manifest, collection);
            return;
        }
        String apiId = collection.apiId(element.get());
        apiIds.put(manifest.object(), apiId);
        ObjectNode current = EntityDiff.fields(collection, element.get());
        List<FieldChange> fields = new ArrayList<>(
                collection.hasText()
                        ? PipelineDefinition.changes(
                                manifest,
                                lists.text(collection, manifest.object().owners(), apiId))
                        : EntityDiff.between(collection, manifest.entity(), current));
        options.owner()
                .ifPresent(record -> secrets.forEach((pointer, secret) -> {
                    if (!record.hasWritten(manifest.object(), pointer, secret)) {
                        fields.add(FieldChange.ofSecret(pointer));
                    }
                }));
        if (!fields.isEmpty()) {
            change(manifest, collection, apiId, current, fields);
        }
    }

    /** Returns the current object. An object whose owner is yet to be created does not exist. */
    private Optional<JsonNode> find(Manifest manifest, ApiCollection collection) {
        ObjectId object = manifest.object();
        boolean isOwnerNew = new References(created)
                .of(object, JsonNodeFactory.instance.objectNode()).stream()
                        .anyMatch(owner -> object.owners().containsValue(owner.id()));
        if (isOwnerNew) {
            return Optional.empty();
        }
        if (!manifest.kind().isIdChosenByApi()) {
            return lists.all(collection, object.owners()).stream()
                    .filter(element -> isNamed(collection, element, object))
                    .findFirst();
        }
        List<JsonNode> own = lists.own(collection, object.owners());
        String known = options.owner().flatMap(record -> record.apiId(object)).orElse(object.id());
        return own.stream()
                .filter(element -> collection.apiId(element).equals(known))
                .findFirst()
                .or(() -> own.stream()
                        .filter(element -> !apiIds.containsValue(collection.apiId(element)))
                        .filter(element -> EntityDiff.between(
                                        collection, manifest.entity(), EntityDiff.fields(collection, element))
                                .isEmpty())
                        .findFirst());
    }

    private boolean isNamed(ApiCollection collection, JsonNode element, ObjectId object) {
        return collection.isElement(element, collection.parameters(orgId, object.owners()))
                && (collection.manifestId(element).equals(object.id())
                        || collection.hasText() && element.path("name").asText().equals(object.id()));
    }

    /** Returns the secrets to which a manifest refers, by the JSON Pointer of the field. */
    private Map<String, String> secrets(Manifest manifest) {
        Map<String, String> secrets = new HashMap<>();
        manifest.credentials()
                .forEach((pointer, id) -> options.credentials()
                        .secret(id)
                        .ifPresentOrElse(
                                secret -> secrets.put(pointer, secret),
                                () -> fault(
                                        manifest,
                                        "",
                                        "There is no credential '" + id + "' for " + manifest
                                                + ", or this job may not use it.")));
        return secrets;
    }

    private void create(Manifest manifest, ApiCollection collection) {
        List<PlannedChange.Request> requests =
                new ChangeRequests(orgId, collection, manifest.object()).create(manifest);
        if (requests.isEmpty()) {
            fault(manifest, "metadata.id", manifest + " does not exist, and the API cannot create it.");
            return;
        }
        created.add(manifest.object());
        List<FieldChange> fields = EntityDiff.ofNew(manifest);
        drafts.add(new Draft(
                Action.CREATE,
                manifest.object(),
                null,
                fields,
                manifest,
                JsonNodeFactory.instance.objectNode(),
                requests));
    }

    private void change(
            Manifest manifest, ApiCollection collection, String apiId, ObjectNode current, List<FieldChange> fields) {
        try {
            List<PlannedChange.Request> requests =
                    new ChangeRequests(orgId, collection, manifest.object()).change(manifest, current, apiId, fields);
            drafts.add(new Draft(Action.CHANGE, manifest.object(), apiId, fields, manifest, current, requests));
        } catch (ChangeRequests.NotChangeableException e) {
            fault(
                    manifest,
                    "entity." + e.field(),
                    "The API cannot change this field of an existing object. Delete " + manifest
                            + " first, or leave the field as it is.");
        }
    }

    private void prune(ObjectId object) {
        ApiCollection collection = Manifest.collection(object).orElseThrow();
        String apiId = options.owner().flatMap(record -> record.apiId(object)).orElseThrow();
        try {
            lists.own(collection, object.owners()).stream()
                    .filter(element -> collection.apiId(element).equals(apiId))
                    .findFirst()
                    .ifPresent(element -> {
                        List<PlannedChange.Request> requests =
                                new ChangeRequests(orgId, collection, object).delete(apiId);
                        ObjectNode current = EntityDiff.fields(collection, element);
                        drafts.add(new Draft(Action.DELETE, object, apiId, List.of(), null, current, requests));
                    });
        } catch (NotFoundException | BadRequestException e) {
            // What it belonged to is gone, and so is the object.
        }
    }

    /** Returns the changes in an order in which each comes after those on which it depends. */
    private List<PlannedChange> ordered() {
        References references =
                new References(drafts.stream().map(Draft::object).toList());
        Map<ObjectId, Set<ObjectId>> after = new HashMap<>();
        Set<ObjectId> deleted = new HashSet<>();
        drafts.stream().filter(draft -> draft.action() == Action.DELETE).forEach(draft -> deleted.add(draft.object()));
        for (Draft draft : drafts) {
            if (draft.manifest() != null) {
                references.of(draft.object(), draft.manifest().entity()).stream()
                        .filter(other -> !deleted.contains(other))
                        .forEach(other -> after.computeIfAbsent(draft.object(), key -> new HashSet<>())
                                .add(other));
            }
            // An object is deleted when nothing refers to it any longer.
            references.of(draft.object(), draft.current()).stream()
                    .filter(deleted::contains)
                    .forEach(other ->
                            after.computeIfAbsent(other, key -> new HashSet<>()).add(draft.object()));
        }
        Comparator<Draft> deletionsLast = Comparator.comparing(draft -> draft.action() == Action.DELETE);
        Comparator<Draft> byObject = Comparator.comparing(Draft::object);
        List<PlannedChange> changes = new ArrayList<>();
        drafts.stream()
                .sorted(deletionsLast.thenComparing(
                        (a, b) -> a.action() == Action.DELETE ? byObject.compare(b, a) : byObject.compare(a, b)))
                .forEach(draft -> changes.add(new PlannedChange(
                        draft.action(),
                        draft.object(),
                        draft.apiId(),
                        draft.fields(),
                        draft.manifest(),
                        after.getOrDefault(draft.object(), Set.of()).stream()
                                .sorted()
                                .toList(),
                        draft.requests())));
        return changes;
    }
}
