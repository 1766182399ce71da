package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.RuntimeApi;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.context.WriteRequests;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.guard.ProtectedAction;
import io.jenkins.plugins.humanitec.client.logs.ContainerLogs;
import io.jenkins.plugins.humanitec.client.logs.LogLine;
import io.jenkins.plugins.humanitec.client.logs.LogRequest;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.client.runtime.EnvironmentStatus;
import io.jenkins.plugins.humanitec.client.runtime.RuntimeSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the runtime state and the logs of environments, waits for their pods, scales their modules, and pauses and resumes them. */
public final class Workloads {

    private final ClientContext client;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public Workloads(ClientContext client) {
        this.client = client;
    }

    /**
     * {@return the current runtime state of an environment}
     *
     * @param env the environment
     * @throws HumanitecException if the request fails
     */
    public RuntimeSnapshot runtime(EnvRef env) {
        return RuntimeSnapshot.read(client, env);
    }

    /**
     * {@return whether the workloads of environments are ready} Takes one request for each five environments.
     *
     * @param app the application
     * @param envIds the IDs of the environments. One that does not exist has a problem, or is missing in the result
     * @throws HumanitecException if a request fails
     */
    public List<EnvironmentStatus> statuses(AppRef app, List<String> envIds) {
        return EnvironmentStatus.read(client, app, envIds);
    }

    /**
     * Sets the numbers of replicas of modules, and waits until the pods match. First checks that the modules run.
     *
     * @param env the environment
     * @param replicas the numbers of replicas, 0 or more, by module name; at least one module
     * @return the operation, which returns the changes
     * @throws InvalidInputException if there is no module, or a number is negative
     */
    public LongOperation<Scaling> scale(EnvRef env, Map<String, Integer> replicas) {
        return new LongOperation<>(scalingStage(env, replicas, OperationContext.NO_LIMIT), client);
    }

    /**
     * Sets the numbers of replicas of modules. Does not wait; use {@link #scalingPoller} to wait.
     *
     * @param env the environment
     * @param replicas the numbers of replicas, 0 or more, by module name; at least one module
     * @return the changes
     * @throws InvalidInputException if there is no module, a number is negative, or a module does not run or cannot be
     *     scaled; the message lists the modules that run
     * @throws HumanitecException if a request fails
     */
    public Scaling startScaling(EnvRef env, Map<String, Integer> replicas) {
        Scaling scaling = plan(env, replicas);
        send(scaling);
        return scaling;
    }

    /** Returns the changes to make. Fails if they are invalid or forbidden. */
    Scaling plan(EnvRef env, Map<String, Integer> replicas) {
        ScalingRules.requireReplicas(replicas);
        RuntimeSnapshot now = runtime(env);
        client.guard().check(ProtectedAction.SCALING, env);
        SortedMap<String, Scaling.Change> changes = new TreeMap<>();
        replicas.forEach((name, number) -> changes.put(
                name,
                new Scaling.Change(ScalingRules.requireScalable(env, now, name).replicas(), number)));
        return new Scaling(env, Collections.unmodifiableSortedMap(changes));
    }

    void send(Scaling scaling) {
        EnvRef env = scaling.env();
        AppRef app = env.app();
        WriteRequests.make(
                client,
                ProtectedAction.SCALING,
                env,
                () -> client.api(RuntimeApi.class)
                        .scaleReplicas(app.orgId(), app.appId(), env.envId(), scaling.asked()));
    }

    /** Returns whether the new numbers are set, even if the pods do not match yet. */
    boolean isAsked(Scaling scaling) {
        Map<String, RuntimeSnapshot.Module> now = runtime(scaling.env()).modules();
        return scaling.modules().entrySet().stream().allMatch(change -> {
            RuntimeSnapshot.Module module = now.get(change.getKey());
            return module != null && module.replicas() == change.getValue().after();
        });
    }

    /**
     * Returns the first stage of {@link #scale}, for callers that run stages themselves.
     *
     * @param env the environment
     * @param replicas the numbers of replicas, 0 or more, by module name; at least one module
     * @param timeout how long to wait for the pods, more than zero; null to not wait
     * @return the stage
     * @throws InvalidInputException if there is no module, a number is negative, or the timeout is not positive
     */
    public static Stage<Scaling> scalingStage(EnvRef env, Map<String, Integer> replicas, @Nullable Duration timeout) {
        ScalingRules.requireReplicas(replicas);
        if (timeout != null) {
            Poller.requireTimeout(timeout);
        }
        return new ScalingPlanStage(env, new TreeMap<>(replicas), timeout);
    }

    /**
     * Waits until the pods of workloads are ready: a workload has as many pods as replicas, all of them are ready, are of the
     * newest revision, and run the expected images. It does not matter whether the last deployment has succeeded.
     *
     * <ul>
     *   <li>While a deployment is in progress, pods are not judged.
     *   <li>A workload without replicas, for example in a paused environment, is ready when it was seen so twice.
     *   <li>A job is ready when a pod of it runs or has succeeded, or if it has no pods. Its end is not waited for.
     *   <li>If the cluster does not report the image of a container, the one of the last deployment counts.
     * </ul>
     *
     * <p>The operation fails at once if an image has an invalid name. It also fails if pods of the newest revision cannot
     * pull an image, or lack a part of their configuration, for 30 seconds, crash for a minute, or find no place in the cluster
     * for 5 minutes; and if a workload does not run after a deployment that has failed. Pods of an earlier revision are being
     * replaced, and do not let it fail.
     *
     * @param request which workloads to wait for
     * @return the operation; it fails with a {@link WorkloadsNotReadyException} if pods will not become ready by themselves, with a
     *     {@link ReadinessTimeoutException} if they are not ready in time,
     *     and with an {@link InvalidInputException} if there is no such environment or workload. In a dry run, it does not
     *     wait, and returns the current state
     */
    public LongOperation<Readiness> waitForReadiness(ReadinessRequest request) {
        return new LongOperation<>(readinessStage(request, OperationContext.NO_LIMIT), client);
    }

    /**
     * Returns the first stage of {@link #waitForReadiness}, for callers that run stages themselves.
     *
     * @param request which workloads to wait for
     * @param timeout how long to wait, more than zero
     * @return the stage
     * @throws InvalidInputException if the timeout is not positive
     */
    public static Stage<Readiness> readinessStage(ReadinessRequest request, Duration timeout) {
        return new ReadinessStartStage(request, Poller.requireTimeout(timeout));
    }

    /**
     * {@return the newest lines of the logs of containers, oldest first; empty if there are none, or no such workload} The
     * API does not tell the pods of the lines.
     *
     * @param request which lines to read
     * @throws HumanitecException if a request fails
     */
    public List<LogLine> logs(LogRequest request) {
        return new ContainerLogs(client).read(request);
    }

    /**
     * Follows the logs of containers. The operation's listener receives each new line once, as the text of a {@link LogLine}:
     * those since the time in the request or, without a time, those after the start. Lines that the cluster delivers
     * more than 30 seconds late can be missing. After a restart of the process, lines that were delivered since the stage
     * was stored are delivered again. A dry run follows too, since it changes nothing.
     *
     * @param request which lines to follow; the number of lines does not matter
     * @param duration how long to follow, more than zero; the operation then ends normally, so wait longer than that for it
     * @return the operation, which returns the number of lines
     * @throws InvalidInputException if the duration is not positive
     */
    public LongOperation<Long> followLogs(LogRequest request, Duration duration) {
        return new LongOperation<>(ContainerLogs.followStage(request, duration), client);
    }

    /**
     * Pauses an environment. A paused environment has no replicas and refuses deployments and scaling.
     *
     * @param env the environment
     * @return the operation, which returns false if the environment was already paused; it fails with an
     *     {@link InvalidInputException} if the environment does not exist
     */
    public LongOperation<Boolean> pause(EnvRef env) {
        return new LongOperation<>(pausingStage(env, true), client);
    }

    /**
     * Resumes a paused environment with its previous numbers of replicas.
     *
     * @param env the environment
     * @return the operation, which returns false if the environment was not paused; it fails with an
     *     {@link InvalidInputException} if the environment does not exist
     */
    public LongOperation<Boolean> resume(EnvRef env) {
        return new LongOperation<>(pausingStage(env, false), client);
    }

    /**
     * Returns the first stage of {@link #pause} or {@link #resume}, for callers that run stages themselves.
     *
     * @param env the environment
     * @param paused whether to pause the environment; otherwise, to resume it
     * @return the stage; its operation returns whether it changed the environment, also after a restart
     */
    public static Stage<Boolean> pausingStage(EnvRef env, boolean paused) {
        return new PausingCheckStage(env, paused);
    }

    boolean isPaused(EnvRef env) {
        Optional<EnvironmentStatus> known = statuses(env.app(), List.of(env.envId())).stream()
                .filter(status -> status.envId().equals(env.envId()))
                .findFirst();
        if (known.isEmpty() || !known.get().problem().isEmpty()) {
            // An environment that does not exist is no error of the first request, but of this one.
            new Environments(client).get(env);
        }
        return known.isPresent() && known.get().state() == EnvironmentStatus.State.PAUSED;
    }

    void setPaused(EnvRef env, boolean paused) {
        AppRef app = env.app();
        WriteRequests.make(
                client,
                ProtectedAction.SCALING,
                env,
                () -> client.api(RuntimeApi.class).setPaused(app.orgId(), app.appId(), env.envId(), paused));
    }

    /**
     * Returns a poller that ends when each module has exactly the given number of ready pods. Ended pods, such as evicted
     * ones, and pods of controllers that cannot be scaled, such as jobs, do not count.
     *
     * @param env the environment
     * @param replicas the numbers of replicas, 0 or more, by module name; at least one module
     * @param deadline when to stop polling
     * @return the poller
     * @throws InvalidInputException if there is no module, or a number is negative
     */
    public Poller<RuntimeSnapshot> scalingPoller(EnvRef env, Map<String, Integer> replicas, Instant deadline) {
        ScalingRules.requireReplicas(replicas);
        SortedMap<String, Integer> wanted = new TreeMap<>(replicas);
        StringJoiner goal = new StringJoiner(", ", "", " in " + env);
        wanted.forEach((name, number) -> goal.add(name + " at " + number + (number == 1 ? " replica" : " replicas")));
        return new Poller<>(
                goal.toString(),
                client.target(List.of("runtime", env), () -> runtime(env)),
                now -> ScalingRules.assess(now, wanted),
                client.clock(),
                deadline);
    }
}
