package io.jenkins.plugins.humanitec.client.environments;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.EnvironmentsApi;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.context.WriteRequests;
import io.jenkins.plugins.humanitec.client.errors.ConflictException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.guard.ProtectedAction;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.client.model.EnvironmentCreate;
import io.jenkins.plugins.humanitec.client.model.EnvironmentPatch;
import io.jenkins.plugins.humanitec.client.model.LifecycleStatus;
import io.jenkins.plugins.humanitec.client.polling.PollTarget;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists, creates and deletes environments. */
public final class Environments {

    private final ClientContext client;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public Environments(ClientContext client) {
        this.client = client;
    }

    /**
     * {@return the environments of an application}
     *
     * @param app the application
     * @throws HumanitecException if the request fails
     */
    public List<Environment> list(AppRef app) {
        return client.api(EnvironmentsApi.class).listEnvironments(app.orgId(), app.appId());
    }

    /**
     * {@return an environment; empty if it does not exist}
     *
     * @param env the environment
     * @throws HumanitecException if the request fails
     */
    public Optional<Environment> find(EnvRef env) {
        try {
            return Optional.of(client.api(EnvironmentsApi.class)
                    .getEnvironment(env.app().orgId(), env.app().appId(), env.envId()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * {@return an environment}
     *
     * @param env the environment
     * @throws InvalidInputException if it does not exist
     * @throws HumanitecException if the request fails
     */
    public Environment get(EnvRef env) {
        return find(env).orElseThrow(() -> missing(env));
    }

    /**
     * {@return the exception for an environment that does not exist}
     *
     * @param env the environment
     */
    public static InvalidInputException missing(EnvRef env) {
        return new InvalidInputException(
                "There is no environment " + env + " in " + env.app().orgId() + ".");
    }

    /**
     * {@return the poll target that all pollers of an environment share} While several environments of an application are
     * polled, one request reads all of them.
     *
     * @param env the environment
     */
    public PollTarget<Optional<Environment>> target(EnvRef env) {
        AppRef app = env.app();
        return client.target(env, () -> find(env)).withGroup(client.group(app, env.envId(), () -> states(app)));
    }

    /** Returns the environments of an application by ID. */
    private Map<?, Optional<Environment>> states(AppRef app) {
        return list(app).stream()
                .filter(env -> env != null && env.getId() != null)
                .collect(Collectors.toMap(Environment::getId, Optional::of, (first, second) -> first));
    }

    /**
     * Creates an environment, or changes the name of an existing one. The API creates an environment only as a copy of a
     * deployment, so the specification of a new environment must name an environment or a deployment. Nothing is deployed to
     * the new environment yet.
     *
     * @param env the environment
     * @param spec the properties of the environment
     * @return the operation, which returns the environment; it fails with an {@link InvalidInputException} if the
     *     environment exists with another type, which cannot be changed, if it is being deleted, or if it does not exist and
     *     the specification does not name what to copy
     */
    public LongOperation<Creation<Environment>> create(EnvRef env, EnvironmentSpec spec) {
        return create(env, spec, found -> {});
    }

    /**
     * Like {@link #create(EnvRef, EnvironmentSpec)}, but first passes an existing environment to a check. This includes an
     * environment that another client creates at the same time.
     *
     * @param env the environment
     * @param spec the properties of the environment
     * @param check receives the existing environment; if it throws, nothing is changed
     * @return the operation
     */
    public LongOperation<Creation<Environment>> create(EnvRef env, EnvironmentSpec spec, Consumer<Environment> check) {
        return LongOperation.of(client, () -> createNow(env, spec, check));
    }

    private Creation<Environment> createNow(EnvRef env, EnvironmentSpec spec, Consumer<Environment> check) {
        EnvironmentsApi api = client.api(EnvironmentsApi.class);
        Optional<Environment> existing = find(env);
        if (existing.isEmpty()) {
            EnvironmentCreate body = body(env, spec);
            try {
                return Creation.created(WriteRequests.get(
                                client,
                                () -> api.createEnvironment(
                                        env.app().orgId(), env.app().appId(), body))
                        .orElseGet(() -> new Environment()
                                .id(env.envId())
                                .name(body.getName())
                                .type(body.getType())));
            } catch (ConflictException e) {
                // Created after the check, by another client or by an attempt whose response was lost.
                existing = Optional.of(find(env).orElseThrow(() -> e));
            }
        }
        Environment found = existing.get();
        check.accept(found);
        requireCompatible(env, spec, found);
        if (spec.name() == null || spec.name().equals(found.getName())) {
            return Creation.unchanged(found);
        }
        EnvironmentPatch patch = new EnvironmentPatch().name(spec.name());
        return Creation.changed(WriteRequests.get(
                        client,
                        () -> api.patchEnvironment(env.app().orgId(), env.app().appId(), env.envId(), patch))
                .orElse(found));
    }

    private EnvironmentCreate body(EnvRef env, EnvironmentSpec spec) {
        String type = spec.type();
        String from = spec.fromDeployment();
        if (spec.fromEnv() != null) {
            EnvRef base = env.app().env(spec.fromEnv());
            Environment found = get(base);
            type = type == null ? found.getType() : type;
            from = Optional.ofNullable(found.getLastDeploy())
                    .map(deployment -> ApiText.require(base, deployment.getId(), "a deployment without its ID"))
                    .orElseThrow(() -> new InvalidInputException("Nothing was deployed to " + base
                            + " yet, so it cannot be copied. Deploy to it first, or copy another environment."));
        }
        if (from == null) {
            throw new InvalidInputException(
                    "Environment " + env + " does not exist yet. Give the environment or the deployment to copy.");
        }
        if (type == null) {
            throw new InvalidInputException("Environment " + env + " does not exist yet. Give its type.");
        }
        String name = spec.name() == null ? env.envId() : spec.name();
        return new EnvironmentCreate().id(env.envId()).name(name).type(type).fromDeployId(from);
    }

    private static void requireCompatible(EnvRef env, EnvironmentSpec spec, Environment found) {
        if (found.getStatus() == LifecycleStatus.DELETING) {
            throw new InvalidInputException(
                    "Environment " + env + " is being deleted. Try again when the deletion has ended.");
        }
        if (spec.type() != null && !spec.type().equals(found.getType())) {
            throw new InvalidInputException("Environment " + env + " exists with the type "
                    + ApiText.or(found.getType(), "(unknown)") + ", not " + spec.type()
                    + ". The type of an environment cannot be changed.");
        }
    }

    /**
     * Returns the first stage of {@link #delete}, for callers that run stages themselves.
     *
     * @param env the environment
     * @param failIfMissing whether a missing environment is an error
     * @param timeout how long to wait until it is deleted, more than zero; null to not wait
     * @return the stage; the operation returns whether the environment existed
     * @throws InvalidInputException if the timeout is not positive
     */
    public static Stage<Boolean> deletionStage(EnvRef env, boolean failIfMissing, @Nullable Duration timeout) {
        if (timeout != null) {
            Poller.requireTimeout(timeout);
        }
        return new DeletionCheckStage(env, failIfMissing, timeout);
    }

    /**
     * Deletes an environment permanently, with its deployment history, and waits until it is deleted. The API refuses to
     * delete the last environment of an application.
     *
     * @param env the environment
     * @return the operation, which returns whether the environment existed
     */
    public LongOperation<Boolean> delete(EnvRef env) {
        return new LongOperation<>(deletionStage(env, false, OperationContext.NO_LIMIT), client);
    }

    /**
     * Starts to delete an environment permanently, with its deployment history. Does not wait; use {@link #deletionPoller} to
     * wait.
     *
     * @param env the environment
     * @return the state of the deletion
     * @throws HumanitecException if a request fails; the API refuses to delete the last environment of an application
     */
    public Deletion startDeletion(EnvRef env) {
        // The read distinguishes "did not exist" from "deleted by an attempt whose response was lost".
        if (find(env).isEmpty()) {
            return Deletion.NOT_FOUND;
        }
        client.guard().check(ProtectedAction.DELETION, env);
        return sendDeletion(env);
    }

    /** Sends the request without a check whether the environment exists. */
    Deletion sendDeletion(EnvRef env) {
        return Deletion.by(
                client,
                () -> client.api(EnvironmentsApi.class)
                        .deleteEnvironmentWithHttpInfo(
                                env.app().orgId(), env.app().appId(), env.envId()));
    }

    /**
     * Returns a poller that ends when an environment is deleted.
     *
     * @param env an environment that is being deleted
     * @param deadline when to stop polling
     * @return the poller
     */
    public Poller<EnvRef> deletionPoller(EnvRef env, Instant deadline) {
        return new Poller<>(
                "deletion of environment " + env,
                target(env),
                found -> found.map(existing -> new Poller.State<>(
                                Optional.<EnvRef>empty(),
                                ApiText.lifecycle(existing.getStatus(), existing.getStatusMessage())))
                        .orElseGet(() -> new Poller.State<>(Optional.of(env), "deleted")),
                client.clock(),
                deadline);
    }
}
