package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.EnvironmentsApi;
import io.jenkins.plugins.humanitec.client.errors.ConflictException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.guard.Act;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.client.model.EnvironmentCreate;
import io.jenkins.plugins.humanitec.client.model.EnvironmentPatch;
import io.jenkins.plugins.humanitec.client.model.LifecycleStatus;
import io.jenkins.plugins.humanitec.client.polling.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Environments as a whole. */
public final class Environments {

    private final HumanitecClient client;
    private final Clock clock;

    /**
     * @param client what makes the calls
     * @param clock what deadlines are compared with
     */
    public Environments(HumanitecClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
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

    static InvalidInputException missing(EnvRef env) {
        return new InvalidInputException(
                "There is no environment " + env + " in " + env.app().orgId() + ".");
    }

    /** What all look at who wait for something in an environment. */
    Subject<Optional<Environment>> subject(EnvRef env) {
        return client.subject(env, () -> find(env));
    }

    /**
     * Sees to it that an environment is there. The API makes one only as the copy of a deployment, so one of these must be
     * given if it is missing; nothing is deployed to it yet.
     *
     * @param env the environment
     * @param spec as what it is to be
     * @return what is there now
     * @throws InvalidInputException if it is there with another type, which cannot be changed, or is being deleted; or if what
     *     it is to begin as is not given or not there
     * @throws HumanitecException if the API refuses
     */
    public Creation<Environment> create(EnvRef env, EnvironmentSpec spec) {
        return create(env, spec, found -> {});
    }

    /**
     * Like {@link #create(EnvRef, EnvironmentSpec)}, but checks an environment that exists already before it is changed, also
     * one that somebody else creates at the same time.
     *
     * @param env the environment
     * @param spec as what it is to be
     * @param check is given an environment that exists already; if it throws, nothing is changed
     * @return what is there now
     * @throws InvalidInputException if it is there with another type, which cannot be changed, or is being deleted; or if what
     *     it is to begin as is not given or not there
     * @throws HumanitecException if the API refuses
     */
    public Creation<Environment> create(EnvRef env, EnvironmentSpec spec, Consumer<Environment> check) {
        EnvironmentsApi api = client.api(EnvironmentsApi.class);
        Optional<Environment> existing = find(env);
        if (existing.isEmpty()) {
            EnvironmentCreate body = body(env, spec);
            try {
                return Creation.created(Writes.get(
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
        return Creation.changed(Writes.get(
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
                    .map(deployment -> Deployments.idOf(base, deployment))
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
                    + Told.or(found.getType(), "that the API does not tell") + " and not " + spec.type()
                    + ". A type cannot be changed.");
        }
    }

    /**
     * Deletes an environment with all that belongs to it, for good, and waits until it is gone.
     *
     * @param env the environment
     * @param failIfMissing whether it must be there
     * @param patience how long to wait, longer than nothing; null not to wait
     * @return the operation, which returns whether it was there
     * @throws InvalidInputException if a patience that is not positive is given
     */
    public static Stage<Boolean> deletion(EnvRef env, boolean failIfMissing, Duration patience) {
        if (patience != null) {
            Watch.requireTimeout(patience);
        }
        return new DeleteBegin(env, failIfMissing, patience);
    }

    /**
     * Deletes an environment with the history of its deployments, for good. Does not wait; {@link #watchDeletion} does.
     *
     * @param env the environment
     * @return how far the deletion is
     * @throws HumanitecException if the API refuses, as it does for the last environment of an application
     */
    public Deletion delete(EnvRef env) {
        // Looking first tells "was not there" from "is gone since an attempt whose answer was lost".
        if (find(env).isEmpty()) {
            return Deletion.NOT_FOUND;
        }
        client.guard().check(Act.DELETION, env);
        return requestDeletion(env);
    }

    /** Without a look whether it is there. */
    Deletion requestDeletion(EnvRef env) {
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
    public Watch<EnvRef> watchDeletion(EnvRef env, Instant deadline) {
        return new Watch<>(
                "environment " + env + " deleted",
                subject(env),
                found -> found.map(still -> new Watch.Look<>(
                                Optional.<EnvRef>empty(), Told.lifecycle(still.getStatus(), still.getStatusMessage())))
                        .orElseGet(() -> new Watch.Look<>(Optional.of(env), "gone")),
                clock,
                deadline);
    }
}
