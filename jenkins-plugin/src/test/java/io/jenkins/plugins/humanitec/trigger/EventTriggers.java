package io.jenkins.plugins.humanitec.trigger;

import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The base of tests of the trigger. Jenkins polls each second, and a deployment takes ten minutes of simulated time. */
abstract class EventTriggers extends SharedJenkins {

    private static final String PERIOD = EventWatches.class.getName() + ".period";
    private static final String LEAST = HumanitecEventTrigger.class.getName() + ".leastInterval";
    static final String SHOP = "/orgs/acme/apps/shop";
    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT10M", "--deletion", "PT0.1S");

    /** Jenkins reads the period once, when it starts. */
    @RegisterExtension
    static final BeforeAllCallback PERIODS = context -> {
        System.setProperty(PERIOD, "200");
        System.setProperty(LEAST, "1");
    };

    /** Another one for each test, since Jenkins remembers what it knows of an application for a while. */
    String connection;

    EventTriggers() {
        super(SIMULATOR);
    }

    @AfterAll
    static void clear() {
        System.clearProperty(PERIOD);
        System.clearProperty(LEAST);
    }

    @BeforeEach
    void connect() throws Exception {
        connection = "c" + CONNECTIONS.incrementAndGet();
        HumanitecGlobalConfiguration.get()
                .setConnections(List.of(Setup.connection(connection, SIMULATOR.url(), "token")));
        SIMULATOR.withoutPipelines();
    }

    HumanitecEventTrigger trigger(String env, String... events) {
        HumanitecEventTrigger trigger = new HumanitecEventTrigger();
        trigger.setConnection(connection);
        trigger.setApp("shop");
        trigger.setEnv(env);
        trigger.setEvents(List.of(events));
        trigger.setPollInterval(1);
        return trigger;
    }

    FreeStyleProject freestyle(HumanitecEventTrigger trigger) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.setQuietPeriod(0);
        job.addTrigger(trigger);
        trigger.start(job, true);
        return job;
    }

    static long polls() throws Exception {
        return SIMULATOR.calls().stream()
                .filter(call -> call.equals("GET " + SHOP + "/envs"))
                .count();
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(90, TimeUnit.SECONDS).until(condition);
    }

    /** Waits until a poll has begun and ended from now on. */
    static void awaitPoll() throws Exception {
        long before = polls();
        await(() -> polls() >= before + 2);
    }

    static Run<?, ?> build(Job<?, ?> job, int number) throws Exception {
        await(() -> job.getBuildByNumber(number) != null);
        return j.assertBuildStatus(Result.SUCCESS, j.waitForCompletion(job.getBuildByNumber(number)));
    }

    static String deployed(String env) throws Exception {
        SIMULATOR.deployAgain(env);
        SIMULATOR.forward("PT20M");
        return SIMULATOR.get(SHOP + "/envs/" + env).getJSONObject("last_deploy").getString("id");
    }
}
