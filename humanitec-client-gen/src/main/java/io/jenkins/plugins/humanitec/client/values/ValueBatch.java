package io.jenkins.plugins.humanitec.client.values;

import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Writes values, a few at a time, until all are written or one write fails. */
final class ValueBatch {

    /** Enough to hide the latency of a request, and not more than the connections of a browser to one host. */
    private static final int MAX_PARALLEL = 6;

    private static final int INTERRUPT_TIMEOUT_SECONDS = 5;

    private final ValueScope scope;
    private final List<SharedValues.Plan> plans;
    private final Function<SharedValues.Plan, ValueChange> write;
    private final Map<String, ValueChange> done = new ConcurrentHashMap<>();
    private final Map<String, RuntimeException> failed = new ConcurrentHashMap<>();

    ValueBatch(ValueScope scope, List<SharedValues.Plan> plans, Function<SharedValues.Plan, ValueChange> write) {
        this.scope = scope;
        this.plans = plans;
        this.write = write;
    }

    List<ValueChange> run() {
        List<Callable<Void>> writes = new ArrayList<>();
        for (SharedValues.Plan plan : plans) {
            if (plan.isDone()) {
                done.put(plan.setting().key(), plan.change());
            } else {
                writes.add(() -> write(plan));
            }
        }
        if (!writes.isEmpty()) {
            execute(writes);
        }
        if (done.size() < plans.size()) {
            throw failure();
        }
        return plans.stream().map(plan -> done.get(plan.setting().key())).toList();
    }

    private Void write(SharedValues.Plan plan) {
        String key = plan.setting().key();
        if (failed.isEmpty()) {
            try {
                done.put(key, write.apply(plan));
            } catch (RuntimeException e) {
                failed.put(key, e);
            }
        }
        return null;
    }

    private void execute(List<Callable<Void>> writes) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(MAX_PARALLEL, writes.size()), task -> {
            Thread thread = new Thread(task, "humanitec-values");
            thread.setDaemon(true);
            return thread;
        });
        try {
            threads.invokeAll(writes);
        } catch (InterruptedException e) {
            threads.shutdownNow();
            awaitInterrupted(threads);
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Waits until the interrupted requests have recorded their failures, which does not take long. */
    private static void awaitInterrupted(ExecutorService threads) {
        try {
            threads.awaitTermination(INTERRUPT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RuntimeException failure() {
        List<ValueChange> set = new ArrayList<>();
        Map<String, RuntimeException> problems = new LinkedHashMap<>();
        List<String> untried = new ArrayList<>();
        for (SharedValues.Plan plan : plans) {
            String key = plan.setting().key();
            if (done.containsKey(key)) {
                set.add(done.get(key));
            } else if (failed.containsKey(key)) {
                problems.put(key, failed.get(key));
            } else {
                untried.add(key);
            }
        }
        for (RuntimeException problem : problems.values()) {
            if (!(problem instanceof HumanitecException)) {
                // Not an error of the API. For example, another client has created a value that is not a secret.
                return problem;
            }
        }
        return new ValuesNotSetException(scope, set, problems, untried);
    }
}
