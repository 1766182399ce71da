package io.jenkins.plugins.humanitec.steps.platform;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.manifests.FieldChange;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import io.jenkins.plugins.humanitec.client.platform.Plan;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange;
import io.jenkins.plugins.humanitec.record.ChangeDraft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** The changes of a plan as a Pipeline sees them: a list with a map for each change. */
@SuppressFBWarnings(value = "EQ_DOESNT_OVERRIDE_EQUALS", justification = "The Markdown follows from the elements.")
public final class PlanChanges extends ArrayList<Map<String, Object>> {

    private static final long serialVersionUID = 1L;

    /** The field of each map with the whole change, for the apply. */
    private static final String CHANGE = "change";

    private final String markdown;

    PlanChanges(@NonNull Plan plan) {
        this.markdown = plan.markdown();
        plan.changes().forEach(change -> add(plain(change)));
    }

    /** {@return the plan in Markdown, for a comment on a change request. It is no property, since Groovy reads a property of a list from its elements} */
    @NonNull
    @Whitelisted
    public String markdown() {
        return markdown;
    }

    private static Map<String, Object> plain(PlannedChange change) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("action", change.action().verb());
        plain.put("kind", change.object().kind());
        plain.put("id", change.object().id());
        plain.putAll(change.object().owners());
        List<Map<String, Object>> fields = new ArrayList<>();
        change.fields().forEach(field -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("field", field.field());
            one.put("from", value(field.from()));
            one.put("to", value(field.to()));
            fields.add(one);
        });
        plain.put("fields", fields);
        plain.put(CHANGE, change.toJson());
        return plain;
    }

    private static Object value(String json) {
        try {
            return json == null ? null : Json.MAPPER.readValue(json, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@return the plan that a step returned}
     *
     * @param given the list, also after it was written as JSON and read again
     * @throws InvalidInputException if it is something else
     */
    @NonNull
    static Plan read(@NonNull Object given) {
        if (!(given instanceof Collection<?> changes)) {
            throw notAPlan();
        }
        return Plan.fromJson(changes.stream()
                .map(change -> {
                    if (change instanceof Map<?, ?> map && map.get(CHANGE) instanceof CharSequence json) {
                        return json;
                    }
                    throw notAPlan();
                })
                .collect(Collectors.joining(",", "[", "]")));
    }

    private static InvalidInputException notAPlan() {
        return new InvalidInputException("'plan' is not a plan. Give what humanitecPlan returned.");
    }

    /** {@return a change of an object for the record of the build} */
    @NonNull
    static ChangeDraft draft(
            @NonNull String organization, @NonNull ObjectId object, @NonNull List<FieldChange> fields) {
        String before = fields.stream()
                .filter(field -> field.from() != null)
                .map(field -> field.field() + ": " + field.from())
                .collect(Collectors.joining("\n"));
        String after = fields.stream()
                .filter(field -> field.to() != null)
                .map(field -> field.field() + ": " + field.to())
                .collect(Collectors.joining("\n"));
        return new ChangeDraft(
                object.toString(),
                scope(organization, object),
                before.isEmpty() ? null : before,
                after.isEmpty() ? null : after);
    }

    private static ValueScope scope(String organization, ObjectId object) {
        String app = object.kind().equals("Application")
                ? object.id()
                : object.owners().get("app_id");
        String env = object.kind().equals("Environment")
                ? object.id()
                : object.owners().get("env_id");
        try {
            return app == null
                    ? null
                    : env == null ? new AppRef(organization, app) : new AppRef(organization, app).env(env);
        } catch (InvalidInputException e) {
            return null;
        }
    }
}
