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
import org.jspecify.annotations.Nullable;

/** Lists, sets and deletes shared values of applications and environments. */
public final class SharedValues {

    private final ClientContext client;
    private final @Nullable Instant since;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public SharedValues(ClientContext client) {
        this(client, null);
    }

    private SharedValues(ClientContext client, @Nullable Instant since) {
        this.client = client;
        this.since = since;
    }

    /**
     * Returns the same operations for a caller that was interrupted and does not know which requests it has made. A value
     * that has the requested content and was written since the caller started counts as written by the caller. A value to
     * delete that does not exist counts as deleted by the caller.
     *
     * @param begun when the caller started, by a clock that may differ from the API's by up to 30 seconds
     * @return the operations
     */
    public SharedValues resumed(Instant begun) {
        return new SharedValues(client, Creation.earliest(begun));
    }

    /**
     * Returns the values that are visible in an application or environment. In an environment, these are its own values and
     * those values of its application that it does not override; {@link SharedValue#getSource()} distinguishes them. Secrets
     * have an empty value.
     *
     * @param scope an application or an environment
     * @return the values
     * @throws HumanitecException if the request fails
     */
    public List<SharedValue> list(ValueScope scope) {
        SharedValuesApi api = client.api(SharedValuesApi.class);
        AppRef app = scope.app();
        return scope instanceof EnvRef env
                ? api.listEnvironmentValues(app.orgId(), app.appId(), env.envId())
                : api.listApplicationValues(app.orgId(), app.appId());
    }

    /**
     * Creates or updates a shared value. Reads the current value, and writes only if it is missing or different. A secret
     * cannot be compared and is always written. In an environment, a value of the application is overridden, not changed.
     *
     * @param scope the application or environment that the value belongs to
     * @param setting the value to set
     * @return the change
     * @throws InvalidInputException if the setting is a secret, but a value with this key exists that is not a secret.
     *     The API cannot turn it into a secret, and would keep the new value readable
     * @throws HumanitecException if a request fails
     */
    public ValueChange set(ValueScope scope, ValueSetting setting) {
        return write(scope, plan(scope, setting, own(scope, setting.key())));
    }

    /**
     * Creates or updates several shared values, each as {@link #set} does. Reads the current values once, and writes a few
     * values at a time. Writes nothing if one of the settings is invalid. If a write fails, no further writes start.
     *
     * @param scope the application or environment that the values belong to
     * @param settings the values to set; each key at most once
     * @return the changes, in the order of the settings
     * @throws InvalidInputException if a key occurs twice, or a setting is a secret, but a value with its key exists that
     *     is not a secret
     * @throws ValuesNotSetException if a write failed; the message lists the values that were set
     * @throws HumanitecException if the current values cannot be read
     */
    public List<ValueChange> setAll(ValueScope scope, List<ValueSetting> settings) {
        Map<String, ValueSetting> byKey = new LinkedHashMap<>();
        settings.forEach(setting -> {
            if (byKey.put(setting.key(), setting) != null) {
                throw new InvalidInputException("Value " + setting.key() + " is given twice. Give each key once.");
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

    /** A planned change of a value; {@code found} is the current value, or null. */
    record Plan(ValueSetting setting, @Nullable SharedValue found, ValueChange change) {

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

    private boolean isSince(@Nullable OffsetDateTime written) {
        return since != null && written != null && !written.toInstant().isBefore(since);
    }

    private ValueChange write(ValueScope scope, Plan plan) {
        ValueSetting setting = plan.setting();
        if (plan.isDone()) {
            return plan.change();
        }
        SharedValue before = plan.found();
        if (before != null) {
            WriteRequests.make(client, () -> replace(scope, setting, before));
            return plan.change();
        }
        try {
            WriteRequests.make(client, () -> create(scope, setting));
            return plan.change();
        } catch (ConflictException e) {
            // Created by another client after the check.
            SharedValue found = own(scope, setting.key()).orElseThrow(() -> e);
            return write(scope, plan(scope, setting, Optional.of(found)));
        }
    }

    /**
     * Deletes a shared value if it exists. In an environment, only the environment's own value is deleted; the application's
     * value with this key, if any, is then visible.
     *
     * @param scope the application or environment that the value belongs to
     * @param key the key of the value
     * @return whether the value existed
     * @throws InvalidInputException if the key is invalid, see {@link Identifiers#requireKey}
     * @throws HumanitecException if a request fails
     */
    public boolean delete(ValueScope scope, String key) {
        Identifiers.requireKey(key);
        client.guard().check(ProtectedAction.CONTENT_DELETION, scope);
        // The read distinguishes "did not exist" from "deleted by an attempt whose response was lost".
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
            // Deleted by another client after the check.
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
            ValueScope scope, ValueSetting setting, ValueChange.Outcome outcome, @Nullable SharedValue found) {
        boolean secret = setting.isSecret() || found != null && isSecret(found);
        String before = found == null ? null : secret ? ValueChange.MASK : found.getValue();
        return new ValueChange(scope, setting.key(), outcome, before, secret ? ValueChange.MASK : setting.value());
    }
}
