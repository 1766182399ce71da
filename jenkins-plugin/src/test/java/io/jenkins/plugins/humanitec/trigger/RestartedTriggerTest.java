package io.jenkins.plugins.humanitec.trigger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Tests that an event while Jenkins is stopped starts a job once. */
class RestartedTriggerTest {

    private static final String PERIOD = EventWatches.class.getName() + ".period";
    private static final String LEAST = HumanitecEventTrigger.class.getName() + ".leastInterval";
    private static final String ENVS = "/orgs/acme/apps/shop/envs";

    @RegisterExtension
    final SimulatorProcess simulator = new SimulatorProcess("--settling", "PT10M");

    @RegisterExtension
    final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @BeforeAll
    static void pollOften() {
        System.setProperty(PERIOD, "200");
        System.setProperty(LEAST, "1");
    }

    @AfterAll
    static void clear() {
        System.clearProperty(PERIOD);
        System.clearProperty(LEAST);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(90, TimeUnit.SECONDS).until(condition);
    }

    private void awaitPoll() throws Exception {
        long before = polls();
        await(() -> polls() >= before + 2);
    }

    private long polls() throws Exception {
        return simulator.calls().stream()
                .filter(call -> call.equals("GET " + ENVS))
                .count();
    }

    private static FreeStyleProject job(JenkinsRule j) {
        return j.jenkins.getItemByFullName("job", FreeStyleProject.class);
    }

    private static File[] cursors() {
        return new File(Jenkins.get().getRootDir(), "humanitec-events").listFiles();
    }

    private void deploy() throws Exception {
        simulator.deployAgain("development");
        simulator.forward("PT20M");
    }

    private void start(JenkinsRule j) throws Exception {
        simulator.withoutPipelines();
        Setup.connect(simulator);
        FreeStyleProject job = j.createFreeStyleProject("job");
        job.setQuietPeriod(0);
        HumanitecEventTrigger trigger = new HumanitecEventTrigger();
        trigger.setApp("shop");
        trigger.setEvents(List.of("deploymentSucceeded"));
        trigger.setPollInterval(1);
        job.addTrigger(trigger);
        trigger.start(job, true);
        job.save();
        awaitPoll();
    }

    @Test
    void anEventWhileJenkinsIsStoppedStartsTheJobOnce() throws Throwable {
        sessions.then(this::start);
        deploy();
        sessions.then(j -> {
            await(() -> job(j).getBuildByNumber(1) != null);
            awaitPoll();
            assertThat(job(j).getNextBuildNumber(), is(2));
            String cursor = Files.readString(cursors()[0].toPath());
            assertThat(cursor.contains(SimulatorProcess.TOKEN), is(false));
        });
        sessions.then(j -> {
            awaitPoll();
            assertThat(job(j).getNextBuildNumber(), is(2));
            deploy();
            await(() -> job(j).getBuildByNumber(2) != null);
        });
    }

    /** Such as that of a backup that was restored. */
    @Test
    void aCursorOfTheDayBeforeYesterdayStartsNothing() throws Throwable {
        sessions.then(j -> {
            start(j);
            Path cursor = cursors()[0].toPath();
            String json = Files.readString(cursor).split("\n", 2)[1];
            Files.writeString(cursor, Instant.now().minus(Duration.ofDays(2)) + "\n" + json);
        });
        deploy();
        sessions.then(j -> {
            awaitPoll();
            assertThat(job(j).getNextBuildNumber(), is(1));
            deploy();
            await(() -> job(j).getBuildByNumber(1) != null);
            awaitPoll();
            assertThat(job(j).getNextBuildNumber(), is(2));
        });
    }

    @Test
    void aDamagedCursorStartsNothing() throws Throwable {
        sessions.then(j -> {
            start(j);
            job(j).disable();
            Files.write(cursors()[0].toPath(), "{\"dev".getBytes(StandardCharsets.UTF_8));
        });
        deploy();
        sessions.then(j -> {
            job(j).enable();
            awaitPoll();
            assertThat(job(j).getNextBuildNumber(), is(1));
            deploy();
            await(() -> job(j).getBuildByNumber(1) != null);
            awaitPoll();
            assertThat(job(j).getNextBuildNumber(), is(2));
        });
    }
}
