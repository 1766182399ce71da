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
import java.util.Optional;
import java.util.function.Consumer;

/** Environments as a whole. */
public final class Environments {

    private final ClientContext client;

    /** @param client the client to use */
    public Environments(ClientContext client) {
        this.client = client;
    }

    /**
     * @param app an application
     * @return its environments
     * @throws HumanitecException if the API does not answer with them
     */
    public List<Environment> list(AppRef app) {
        return client.api(EnvironmentsApi.class).listEnvironments(app.orgId(), app.appId());
    }

    /**
     * @param env an environment
     * @return it, if it is there
     * @throws HumanitecException if the API does not answer with it
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
     * @param env an environment
     * @return it
     * @throws InvalidInputException if it is not there
     * @throws HumanitecException if the API does not answer with it
     */
    public Environment get(EnvRef env) {
        return find(env).orElseThrow(() -> missing(env));
    }

    public static InvalidInputException missing(EnvRef env) {
        return new InvalidInputException(
                "There is no environment " + env + " in " + env.app().orgId() + ".");
    }

    /** What all look at who wait for something in an environment. */
    public PollTarget<Optional<Environment>> target(EnvRef env) {
        return client.target(env, () -> find(env));
    }

    /**
     * Creates an environment, or changes its name if it exists with another one. The API creates an environment only as the
     * copy of a deployment, so one of these must be given for a new environment; nothing is deployed to it yet.
     *
     * @param env the environment
     * @param spec its properties
     * @return the operation, which returns the environment; it fails with an {@link InvalidInputException} if the environment
     *     exists with another type, which cannot be changed, or is being deleted, or if it does not exist and the specification
     *     does not say what to copy
     */
    public LongOperation<Creation<Environment>> create(EnvRef env, EnvironmentSpec spec) {
        return create(env, spec, found -> {});
    }

    /**
     * Like {@link #create(EnvRef, EnvironmentSpec)}, but checks an existing environment before it is changed, also one that
     * somebody else creates at the same time.
     *
     * @param env the environment
     * @param spec its properties
     * @param check is given an existing environment; if it throws, nothing is changed
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
                // Somebody else created it since we looked, or an attempt did whose answer was lost.
                existing = Optional.of(find(env).orElseThrow(() -> e));
            }
        }
        Environment found = existing.get();
        check.accept(found);
        requireAsAsked(env, spec, found);
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
                    .orElseThrow(() -> new InvalidInputException(
                            "Nothing was deployed to " + base + " yet, so no environment can begin as it."));
        }
        if (from == null) {
            throw new InvalidInputException(
                    "There is no environment " + env + " yet. Say which environment or deployment it is to begin as.");
        }
        if (type == null) {
            throw new InvalidInputException("There is no environment " + env + " yet. Say which type it is to have.");
        }
        String name = spec.name() == null ? env.envId() : spec.name();
        return new EnvironmentCreate().id(env.envId()).name(name).type(type).fromDeployId(from);
    }

    private static void requireAsAsked(EnvRef env, EnvironmentSpec spec, Environment found) {
        if (found.getStatus() == LifecycleStatus.DELETING) {
            throw new InvalidInputException("Environment " + env + " is being deleted; wait until it is gone.");
        }
        if (spec.type() != null && !spec.type().equals(found.getType())) {
            throw new InvalidInputException("Environment " + env + " is there, but of the type "
                    + ApiText.or(found.getType(), "that the API does not tell") + " and not " + spec.type()
                    + ". A type cannot be changed.");
        }
    }

    /**
     * Returns the first stage of {@link #delete}, for those who run stages themselves.
     *
     * @param env the environment
     * @param failIfMissing whether it is an error if the environment does not exist
     * @param timeout how long to wait until it is deleted, more than zero; null not to wait
     * @return the stage; the operation returns whether the environment existed
     * @throws InvalidInputException if the timeout is not positive
     */
    public static Stage<Boolean> deletionStage(EnvRef env, boolean failIfMissing, Duration timeout) {
        if (timeout != null) {
            Poller.requireTimeout(timeout);
        }
        return new DeletionCheckStage(env, failIfMissing, timeout);
    }

    /**
     * Deletes an environment with the history of its deployments, permanently, and waits until it is deleted. The API refuses
     * to delete the last environment of an application.
     *
     * @param env the environment
     * @return the operation, which returns whether the environment existed
     */
    public LongOperation<Boolean> delete(EnvRef env) {
        return new LongOperation<>(deletionStage(env, false, OperationContext.NO_LIMIT), client);
    }

    /**
     * Begins to delete an environment with the history of its deployments, permanently. Does not wait; {@link #deletionPoller}
     * does.
     *
     * @param env the environment
     * @return how far the deletion is
     * @throws HumanitecException if the API refuses, as it does for the last environment of an application
     */
    public Deletion startDeletion(EnvRef env) {
        // Reading it first tells "did not exist" from "deleted by an attempt whose response was lost".
        if (find(env).isEmpty()) {
            return Deletion.NOT_FOUND;
        }
        client.guard().check(ProtectedAction.DELETION, env);
        return sendDeletion(env);
    }

    /** Without a look whether it is there. */
    Deletion sendDeletion(EnvRef env) {
        return Deletion.by(
                client,
                () -> client.api(EnvironmentsApi.class)
                        .deleteEnvironmentWithHttpInfo(
                                env.app().orgId(), env.app().appId(), env.envId()));
    }

    /**
     * @param env an environment that is being deleted
     * @param deadline when to give up
     * @return a watch that is over when the environment is gone
     */
    public Poller<EnvRef> deletionPoller(EnvRef env, Instant deadline) {
        return new Poller<>(
                "environment " + env + " deleted",
                target(env),
                found -> found.map(still -> new Poller.State<>(
                                Optional.<EnvRef>empty(),
                                ApiText.lifecycle(still.getStatus(), still.getStatusMessage())))
                        .orElseGet(() -> new Poller.State<>(Optional.of(env), "gone")),
                client.clock(),
                deadline);
    }
}
