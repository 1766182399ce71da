package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.RuntimeApi;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.guard.Act;
import java.time.Clock;
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

    private final HumanitecClient client;
    private final Clock clock;

    /**
     * @param client what makes the calls
     * @param clock what deadlines are compared with
     */
    public Workloads(HumanitecClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
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
     * Sets how many replicas modules are to have. The names are checked against what runs first.
     *
     * @param env the environment
     * @param replicas the number of replicas, 0 or more, by module name; at least one module
     * @return what changed
     * @throws InvalidInputException if no module or a negative number is given, or a module does not run or cannot be
     *     scaled; the message then lists what there is
     * @throws HumanitecException if the API refuses
     */
    public Scaling scale(EnvRef env, Map<String, Integer> replicas) {
        Scaling scaling = plan(env, replicas);
        send(scaling);
        return scaling;
    }

    /** What scaling would change, if that may be. */
    Scaling plan(EnvRef env, Map<String, Integer> replicas) {
        requireReplicas(replicas);
        RuntimeSnapshot now = runtime(env);
        client.guard().check(Act.SCALING, env);
        SortedMap<String, Scaling.Change> changes = new TreeMap<>();
        replicas.forEach((name, number) -> changes.put(
                name, new Scaling.Change(requireScalable(env, now, name).replicas(), number)));
        return new Scaling(env, Collections.unmodifiableSortedMap(changes));
    }

    void send(Scaling scaling) {
        EnvRef env = scaling.env();
        AppRef app = env.app();
        Writes.make(
                client,
                Act.SCALING,
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
     * Scales modules and waits until the pods have followed.
     *
     * @param env the environment
     * @param replicas the number of replicas, 0 or more, by module name; at least one module
     * @param patience how long to wait, longer than nothing; null not to wait
     * @return the operation
     * @throws InvalidInputException if no module, a negative number, or a patience that is not positive is given
     */
    public static Stage<Scaling> scaling(EnvRef env, Map<String, Integer> replicas, Duration patience) {
        requireReplicas(replicas);
        if (patience != null) {
            Watch.requireTimeout(patience);
        }
        return new ScaleBegin(env, new TreeMap<>(replicas), patience);
    }

    /**
     * Sees to it that an environment is paused, with no replicas and closed to deployments and scaling, or that it is not.
     *
     * @param env the environment
     * @param paused whether it is to be paused; otherwise it is resumed, with the replicas that it had before
     * @return whether that changed anything
     * @throws InvalidInputException if there is no such environment
     * @throws HumanitecException if the API refuses
     */
    public boolean setPaused(EnvRef env, boolean paused) {
        AppRef app = env.app();
        Optional<Boolean> known =
                client.api(RuntimeApi.class).listRuntimes(app.orgId(), app.appId(), List.of(env.envId())).stream()
                        .filter(runtime -> env.envId().equals(runtime.getId()))
                        .map(runtime -> Boolean.TRUE.equals(runtime.getPaused()))
                        .findFirst();
        if (known.isEmpty()) {
            // What is not there is not told of, rather than an error.
            client.environments().get(env);
        }
        boolean isPaused = known.orElse(false);
        if (isPaused == paused) {
            return false;
        }
        Writes.make(
                client,
                Act.SCALING,
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
    public Watch<RuntimeSnapshot> watchScaling(EnvRef env, Map<String, Integer> replicas, Instant deadline) {
        requireReplicas(replicas);
        SortedMap<String, Integer> wanted = new TreeMap<>(replicas);
        StringJoiner goal = new StringJoiner(", ", "", " in " + env);
        wanted.forEach((name, number) -> goal.add(name + " at " + number + (number == 1 ? " replica" : " replicas")));
        return new Watch<>(
                goal.toString(),
                client.subject(List.of("runtime", env), () -> runtime(env)),
                now -> look(now, wanted),
                clock,
                deadline);
    }

    private static Watch.Look<RuntimeSnapshot> look(RuntimeSnapshot now, SortedMap<String, Integer> wanted) {
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
        return new Watch.Look<>(settled ? Optional.of(now) : Optional.empty(), status.toString());
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
