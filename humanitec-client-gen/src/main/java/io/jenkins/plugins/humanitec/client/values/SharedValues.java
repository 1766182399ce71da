package io.jenkins.plugins.humanitec.client.values;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.context.WriteRequests;
import io.jenkins.plugins.humanitec.client.environments.Creation;
import io.jenkins.plugins.humanitec.client.errors.ConflictException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.guard.ProtectedAction;
import io.jenkins.plugins.humanitec.client.model.SharedValue;
import io.jenkins.plugins.humanitec.client.model.SharedValueCreate;
import io.jenkins.plugins.humanitec.client.model.SharedValueReplace;
import io.jenkins.plugins.humanitec.client.model.SharedValueSource;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Shared values of applications and environments. */
public final class SharedValues {

    private final ClientContext client;
    private final Instant since;

    /** @param client the client to use */
    public SharedValues(ClientContext client) {
        this(client, null);
    }

    private SharedValues(ClientContext client, Instant since) {
        this.client = client;
        this.since = since;
    }

    /**
     * Returns the same operations for a caller that was interrupted and does not know how far it had come. What is as asked
     * and was written since the caller began counts as written by it; a value that is not there to be deleted counts as
     * deleted by it.
     *
     * @param begun when the caller began, by a clock that may differ from the API's by half a minute
     * @return the operations
     */
    public SharedValues resumed(Instant begun) {
        return new SharedValues(client, Creation.earliest(begun));
    }

    /**
     * @param scope an application or an environment
     * @return the values that the scope sees: an application its own; an environment its own and those of its application
     *     that it does not override, told apart by {@link SharedValue#getSource()}. Secrets have an empty value.
     * @throws HumanitecException if the API does not answer with them
     */
    public List<SharedValue> list(ValueScope scope) {
        SharedValuesApi api = client.api(SharedValuesApi.class);
        AppRef app = scope.app();
        return scope instanceof EnvRef env
                ? api.listEnvironmentValues(app.orgId(), app.appId(), env.envId())
                : api.listApplicationValues(app.orgId(), app.appId());
    }

    /**
     * Sees to it that a value is as given: reads what is there, creates the value if it is missing, replaces it if it
     * differs. A secret cannot be compared and is written each time. In an environment, only a value of its own counts as
     * being there: one that it sees from its application is overridden, not changed.
     *
     * @param scope the application or environment that the value is to belong to
     * @param setting the value as it is to be
     * @return what that took
     * @throws InvalidInputException if the value is to be a secret, but is there and is none: the API cannot turn one into
     *     the other, and would keep the secret readable
     * @throws HumanitecException if the API refuses
     */
    public ValueChange set(ValueScope scope, ValueSetting setting) {
        return write(scope, plan(scope, setting, own(scope, setting.key())));
    }

    /**
     * Sees to it that values are as given, each as {@link #set} does, but reads once what is there, and writes what differs a
     * few at a time. Nothing is written if one of them cannot be as given; if the API then refuses one, no further ones are
     * begun.
     *
     * @param scope the application or environment that the values are to belong to
     * @param settings the values as they are to be, each key once
     * @return what that took, in the same order
     * @throws InvalidInputException if a key is given twice, or a value is to be a secret, but is there and is none
     * @throws ValuesNotSetException if the API refused one, or cannot be reached any more; says which values were set
     * @throws HumanitecException if the API does not say what is there
     */
    public List<ValueChange> setAll(ValueScope scope, List<ValueSetting> settings) {
        Map<String, ValueSetting> byKey = new LinkedHashMap<>();
        settings.forEach(setting -> {
            if (byKey.put(setting.key(), setting) != null) {
                throw new InvalidInputException("Value " + setting.key() + " is given twice.");
            }
        });
        if (byKey.isEmpty()) {
            return List.of();
        }
        Map<String, SharedValue> existing = new HashMap<>();
        list(scope).stream().filter(value -> isOwn(scope, value)).forEach(value -> existing.put(value.getKey(), value));
        List<Plan> plans = byKey.values().stream()
                .map(setting -> plan(scope, setting, Optional.ofNullable(existing.get(setting.key()))))
                .toList();
        return new ValueBatch(scope, plans, plan -> write(scope, plan)).run();
    }

    /** What is to be done about a value; {@code found} is what is there, or null. */
    record Plan(ValueSetting setting, SharedValue found, ValueChange change) {

        boolean isDone() {
            return found != null && isAsSet(setting, found);
        }
    }

    private Plan plan(ValueScope scope, ValueSetting setting, Optional<SharedValue> existing) {
        if (existing.isEmpty()) {
            return new Plan(setting, null, change(scope, setting, ValueChange.Outcome.CREATED, null));
        }
        SharedValue found = existing.get();
        requireSameKind(scope, setting, found);
        ValueChange.Outcome outcome = isSince(found.getCreatedAt())
                ? ValueChange.Outcome.CREATED
                : isAsSet(setting, found) && !isSince(found.getUpdatedAt())
                        ? ValueChange.Outcome.UNCHANGED
                        : ValueChange.Outcome.CHANGED;
        return new Plan(setting, found, change(scope, setting, outcome, found));
    }

    private boolean isSince(OffsetDateTime written) {
        return since != null && written != null && !written.toInstant().isBefore(since);
    }

    private ValueChange write(ValueScope scope, Plan plan) {
        ValueSetting setting = plan.setting();
        if (plan.isDone()) {
            return plan.change();
        }
        if (plan.found() != null) {
            WriteRequests.make(client, () -> replace(scope, setting, plan.found()));
            return plan.change();
        }
        try {
            WriteRequests.make(client, () -> create(scope, setting));
            return plan.change();
        } catch (ConflictException e) {
            // Somebody else created it since we looked.
            SharedValue found = own(scope, setting.key()).orElseThrow(() -> e);
            return write(scope, plan(scope, setting, Optional.of(found)));
        }
    }

    /**
     * Sees to it that a value is not there. In an environment only a value of its own is deleted; it then sees its
     * application's value of that key, if there is one.
     *
     * @param scope the application or environment that the value belongs to
     * @param key what the value is referred to by
     * @return whether it was there
     * @throws InvalidInputException if the key is not one, see {@link Identifiers#requireKey}
     * @throws HumanitecException if the API refuses
     */
    public boolean delete(ValueScope scope, String key) {
        Identifiers.requireKey(key);
        client.guard().check(ProtectedAction.CONTENT_DELETION, scope);
        // Looking first tells "was not there" from "is gone since an attempt whose answer was lost".
        if (own(scope, key).isEmpty()) {
            return since != null;
        }
        WriteRequests.make(client, () -> remove(scope, key));
        return true;
    }

    private void remove(ValueScope scope, String key) {
        SharedValuesApi api = client.api(SharedValuesApi.class);
        AppRef app = scope.app();
        try {
            if (scope instanceof EnvRef env) {
                api.deleteEnvironmentValue(app.orgId(), app.appId(), env.envId(), key);
            } else {
                api.deleteApplicationValue(app.orgId(), app.appId(), key);
            }
        } catch (NotFoundException e) {
            // Gone since we looked, which is what was asked for.
        }
    }

    private Optional<SharedValue> own(ValueScope scope, String key) {
        return list(scope).stream()
                .filter(value -> key.equals(value.getKey()) && isOwn(scope, value))
                .findFirst();
    }

    private static boolean isOwn(ValueScope scope, SharedValue value) {
        return !(scope instanceof EnvRef) || value.getSource() == SharedValueSource.ENV;
    }

    private static void requireSameKind(ValueScope scope, ValueSetting setting, SharedValue found) {
        if (setting.isSecret() && !isSecret(found)) {
            throw new InvalidInputException("Value " + setting.key() + " of " + scope
                    + " exists and is not a secret, and the API cannot make it one. Delete it first, then set it.");
        }
    }

    private static boolean isAsSet(ValueSetting setting, SharedValue found) {
        return !isSecret(found)
                && setting.value().equals(found.getValue())
                && setting.description()
                        .map(text -> text.equals(found.getDescription()))
                        .orElse(true);
    }

    private static boolean isSecret(SharedValue value) {
        return Boolean.TRUE.equals(value.getIsSecret());
    }

    private void create(ValueScope scope, ValueSetting setting) {
        SharedValueCreate body = new SharedValueCreate()
                .key(setting.key())
                .value(setting.value())
                .description(setting.description().orElse(""))
                .isSecret(setting.isSecret());
        SharedValuesApi api = client.api(SharedValuesApi.class);
        AppRef app = scope.app();
        if (scope instanceof EnvRef env) {
            api.createEnvironmentValue(app.orgId(), app.appId(), env.envId(), body);
        } else {
            api.createApplicationValue(app.orgId(), app.appId(), body);
        }
    }

    private void replace(ValueScope scope, ValueSetting setting, SharedValue found) {
        SharedValueReplace body = new SharedValueReplace()
                .value(setting.value())
                .description(setting.description().orElse(Objects.requireNonNullElse(found.getDescription(), "")));
        SharedValuesApi api = client.api(SharedValuesApi.class);
        AppRef app = scope.app();
        if (scope instanceof EnvRef env) {
            api.replaceEnvironmentValue(app.orgId(), app.appId(), env.envId(), setting.key(), body);
        } else {
            api.replaceApplicationValue(app.orgId(), app.appId(), setting.key(), body);
        }
    }

    private static ValueChange change(
            ValueScope scope, ValueSetting setting, ValueChange.Outcome outcome, SharedValue found) {
        boolean secret = setting.isSecret() || found != null && isSecret(found);
        String before = found == null ? null : secret ? ValueChange.MASK : found.getValue();
        return new ValueChange(scope, setting.key(), outcome, before, secret ? ValueChange.MASK : setting.value());
    }
}
