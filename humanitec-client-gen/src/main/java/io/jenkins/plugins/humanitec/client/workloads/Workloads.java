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
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/** What runs in environments. */
public final class Workloads {

    private final ClientContext client;

    /** @param client the client to use */
    public Workloads(ClientContext client) {
        this.client = client;
    }

    /**
     * @param env an environment
     * @return what runs there now
     * @throws HumanitecException if the API does not answer with it
     */
    public RuntimeSnapshot runtime(EnvRef env) {
        AppRef app = env.app();
        return RuntimeSnapshot.of(client.api(RuntimeApi.class).getRuntime(app.orgId(), app.appId(), env.envId()));
    }

    /**
     * Sets the numbers of replicas of modules, and waits until their pods have followed. The names are checked first against
     * the modules that run.
     *
     * @param env the environment
     * @param replicas the number of replicas, 0 or more, by module name; at least one module
     * @return the operation, which returns the changes
     * @throws InvalidInputException if no module or a negative number is given
     */
    public LongOperation<Scaling> scale(EnvRef env, Map<String, Integer> replicas) {
        return new LongOperation<>(scalingStage(env, replicas, OperationContext.NO_LIMIT), client);
    }

    /**
     * Sets the numbers of replicas of modules. Does not wait; {@link #scalingPoller} does.
     *
     * @param env the environment
     * @param replicas the number of replicas, 0 or more, by module name; at least one module
     * @return what changed
     * @throws InvalidInputException if no module or a negative number is given, or a module does not run or cannot be
     *     scaled; the message then lists what there is
     * @throws HumanitecException if the API refuses
     */
    public Scaling startScaling(EnvRef env, Map<String, Integer> replicas) {
        Scaling scaling = plan(env, replicas);
        send(scaling);
        return scaling;
    }

    /** What scaling would change, if that may be. */
    Scaling plan(EnvRef env, Map<String, Integer> replicas) {
        requireReplicas(replicas);
        RuntimeSnapshot now = runtime(env);
        client.guard().check(ProtectedAction.SCALING, env);
        SortedMap<String, Scaling.Change> changes = new TreeMap<>();
        replicas.forEach((name, number) -> changes.put(
                name, new Scaling.Change(requireScalable(env, now, name).replicas(), number)));
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

    /** Whether the modules have the numbers of replicas by now, if not yet the pods. */
    boolean isAsked(Scaling scaling) {
        Map<String, RuntimeSnapshot.Module> now = runtime(scaling.env()).modules();
        return scaling.modules().entrySet().stream().allMatch(change -> {
            RuntimeSnapshot.Module module = now.get(change.getKey());
            return module != null && module.replicas() == change.getValue().after();
        });
    }

    /**
     * Returns the first stage of {@link #scale}, for those who run stages themselves.
     *
     * @param env the environment
     * @param replicas the number of replicas, 0 or more, by module name; at least one module
     * @param timeout how long to wait for the pods, more than zero; null not to wait
     * @return the stage
     * @throws InvalidInputException if no module, a negative number, or a timeout that is not positive is given
     */
    public static Stage<Scaling> scalingStage(EnvRef env, Map<String, Integer> replicas, Duration timeout) {
        requireReplicas(replicas);
        if (timeout != null) {
            Poller.requireTimeout(timeout);
        }
        return new ScalingPlanStage(env, new TreeMap<>(replicas), timeout);
    }

    /**
     * Pauses an environment: it then has no replicas, and refuses deployments and scaling.
     *
     * @param env the environment
     * @return the operation, which returns whether the environment was not paused before; it fails with an
     *     {@link InvalidInputException} if the environment does not exist
     */
    public LongOperation<Boolean> pause(EnvRef env) {
        return LongOperation.of(client, () -> setPaused(env, true));
    }

    /**
     * Resumes a paused environment, with the replicas that it had before.
     *
     * @param env the environment
     * @return the operation, which returns whether the environment was paused before; it fails with an
     *     {@link InvalidInputException} if the environment does not exist
     */
    public LongOperation<Boolean> resume(EnvRef env) {
        return LongOperation.of(client, () -> setPaused(env, false));
    }

    private boolean setPaused(EnvRef env, boolean paused) {
        AppRef app = env.app();
        Optional<Boolean> known =
                client.api(RuntimeApi.class).listRuntimes(app.orgId(), app.appId(), List.of(env.envId())).stream()
                        .filter(runtime -> env.envId().equals(runtime.getId()))
                        .map(runtime -> Boolean.TRUE.equals(runtime.getPaused()))
                        .findFirst();
        if (known.isEmpty()) {
            // What is not there is not told of, rather than an error.
            new Environments(client).get(env);
        }
        boolean isPaused = known.orElse(false);
        if (isPaused == paused) {
            return false;
        }
        WriteRequests.make(
                client,
                ProtectedAction.SCALING,
                env,
                () -> client.api(RuntimeApi.class).setPaused(app.orgId(), app.appId(), env.envId(), paused));
        return true;
    }

    /**
     * @param env the environment
     * @param replicas the number of replicas, 0 or more, by module name; at least one module
     * @param deadline when to give up
     * @return a watch that is over when each module has as many ready pods as given, and no others; pods that are over, as an
     *     evicted one is, and those of jobs and the like beside what can be scaled do not count
     * @throws InvalidInputException if no module or a negative number is given
     */
    public Poller<RuntimeSnapshot> scalingPoller(EnvRef env, Map<String, Integer> replicas, Instant deadline) {
        requireReplicas(replicas);
        SortedMap<String, Integer> wanted = new TreeMap<>(replicas);
        StringJoiner goal = new StringJoiner(", ", "", " in " + env);
        wanted.forEach((name, number) -> goal.add(name + " at " + number + (number == 1 ? " replica" : " replicas")));
        return new Poller<>(
                goal.toString(),
                client.target(List.of("runtime", env), () -> runtime(env)),
                now -> look(now, wanted),
                client.clock(),
                deadline);
    }

    private static Poller.State<RuntimeSnapshot> look(RuntimeSnapshot now, SortedMap<String, Integer> wanted) {
        boolean settled = true;
        StringJoiner status = new StringJoiner(", ");
        for (Map.Entry<String, Integer> goal : wanted.entrySet()) {
            RuntimeSnapshot.Module module = now.modules().get(goal.getKey());
            settled &= module != null && module.hasSettledAt(goal.getValue());
            status.add(
                    module == null
                            ? goal.getKey() + " is not in the runtime"
                            : goal.getKey() + " has " + module.readyPods() + " of " + goal.getValue() + " pods ready"
                                    + (module.unreadyPods() == 0 ? "" : ", " + module.unreadyPods() + " not ready"));
        }
        return new Poller.State<>(settled ? Optional.of(now) : Optional.empty(), status.toString());
    }

    private static void requireReplicas(Map<String, Integer> replicas) {
        if (replicas == null || replicas.isEmpty()) {
            throw new InvalidInputException("No module is given to scale.");
        }
        replicas.forEach((name, number) -> {
            if (number == null || number < 0) {
                throw new InvalidInputException("Module " + name + " cannot have " + number
                        + " replicas: give a whole number that is 0 or more.");
            }
        });
    }

    private static RuntimeSnapshot.Module requireScalable(EnvRef env, RuntimeSnapshot now, String name) {
        RuntimeSnapshot.Module module = now.modules().get(name);
        if (module == null) {
            String names = String.join(", ", now.modules().keySet());
            throw new InvalidInputException("There is no module '" + name + "' in " + env + ". "
                    + (names.isEmpty() ? "No module runs there." : "Modules there: " + names + "."));
        }
        if (!module.scalable()) {
            throw new InvalidInputException(
                    "Module '" + name + "' in " + env + " cannot be scaled: it runs nothing that has replicas.");
        }
        return module;
    }
}
