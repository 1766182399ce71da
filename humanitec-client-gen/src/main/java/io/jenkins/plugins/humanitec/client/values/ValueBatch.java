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

/** Writes values a few at a time, until all are written or one cannot be. */
final class ValueBatch {

    /** Enough to hide the time that an answer takes to come, and no more than a browser would make at once. */
    private static final int AT_ONCE = 6;

    private static final int LAST_WORDS_SECONDS = 5;

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
            makeAll(writes);
        }
        if (done.size() < plans.size()) {
            throw account();
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

    private void makeAll(List<Callable<Void>> writes) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, writes.size()), task -> {
            Thread thread = new Thread(task, "humanitec-values");
            thread.setDaemon(true);
            return thread;
        });
        try {
            threads.invokeAll(writes);
        } catch (InterruptedException e) {
            threads.shutdownNow();
            awaitLastWords(threads);
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Requests that are interrupted end at once, and then say so. */
    private static void awaitLastWords(ExecutorService threads) {
        try {
            threads.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RuntimeException account() {
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
                // No matter of the API: somebody else turned one into what cannot be a secret, for instance.
                return problem;
            }
        }
        return new ValuesNotSetException(scope, set, problems, untried);
    }
}
