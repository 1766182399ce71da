package io.jenkins.plugins.humanitec.client.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange.Action;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes that make an organization as manifests describe it, in the order in which they are made. Contains references to
 * secrets, but no secrets. Immutable and serializable.
 */
public final class Plan implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ArrayList<PlannedChange> changes;

    Plan(List<PlannedChange> changes) {
        this.changes = new ArrayList<>(changes);
    }

    /**
     * {@return a plan}
     *
     * @param json the plan as {@link #toJson} returned it
     * @throws InvalidInputException if it is no plan
     */
    public static Plan fromJson(String json) {
        try {
            Plan plan = new Plan(Json.MAPPER.readValue(json, new TypeReference<List<PlannedChange>>() {}));
            plan.changes.forEach(change -> requireKnown(change.object()));
            plan.manifests().forEach(manifest -> requireKnown(manifest.object()));
            return plan;
        } catch (JsonProcessingException | NullPointerException | IllegalArgumentException e) {
            throw new InvalidInputException("This is not a plan. Give what the planning returned.");
        }
    }

    private static void requireKnown(ObjectId object) {
        if (!object.isPlain()) {
            throw new IllegalArgumentException("The ID of an object is not valid.");
        }
        Manifest.collection(object)
                .orElseThrow(() -> new IllegalArgumentException("There is no such collection of " + object.kind()));
    }

    /** {@return the manifests of the objects that are created or changed} */
    public List<Manifest> manifests() {
        return changes.stream()
                .flatMap(change -> Optional.ofNullable(change.manifest()).stream())
                .toList();
    }

    /** Returns this plan with the changes that another one has. */
    Plan only(Plan other) {
        Set<ObjectId> objects = new HashSet<>();
        other.changes.forEach(change -> objects.add(change.object()));
        return new Plan(changes.stream()
                .filter(change -> objects.contains(change.object()))
                .toList());
    }

    /** {@return the plan as JSON: a list with an object for each change} */
    public String toJson() {
        try {
            return Json.MAPPER.writeValueAsString(changes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the changes, in the order in which they are made; unmodifiable} */
    public List<PlannedChange> changes() {
        return Collections.unmodifiableList(changes);
    }

    /** {@return whether nothing is to change} */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /**
     * {@return the number of changes with an action}
     *
     * @param action the action
     */
    public long count(Action action) {
        return changes.stream().filter(change -> change.action() == action).count();
    }

    /** {@return the number of changes in words, such as {@code 1 to create, 2 to change, 0 to delete}} */
    public String summary() {
        return isEmpty()
                ? "nothing to change"
                : count(Action.CREATE) + " to create, " + count(Action.CHANGE) + " to change, " + count(Action.DELETE)
                        + " to delete";
    }

    /** {@return the plan for a log, with a line for each change and each field} */
    public String text() {
        return PlanText.plain(this);
    }

    /** {@return the plan in Markdown, for a comment on a change request} */
    public String markdown() {
        return PlanText.markdown(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Plan that && changes.equals(that.changes);
    }

    @Override
    public int hashCode() {
        return changes.hashCode();
    }

    /** {@return the number of changes in words} */
    @Override
    public String toString() {
        return summary();
    }
}
