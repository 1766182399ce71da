package io.jenkins.plugins.humanitec.trigger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.humanitec.config.HumanitecFolderProperty;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.LogRecorder;

/** Tests the polls of several triggers, and what happens if they fail. */
class EventPollsTest extends EventTriggers {

    private static final String LONGEST_PAUSE = EventWatch.class.getName() + ".longestPause";

    @Test
    void jobsThatWaitForTheSameApplicationShareThePolls() throws Exception {
        for (int i = 0; i < 10; i++) {
            freestyle(trigger("development")).setQuietPeriod(0);
        }
        awaitPoll();
        long begin = System.nanoTime();
        long before = polls();
        await(() -> polls() >= before + 3);

        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
        assertThat("3 polls in " + seconds + " s", seconds >= 2, is(true));
    }

    @Test
    void aRefusedTokenIsLoggedOnceAndStopsNoOtherPoll() throws Exception {
        Setup.addCredentials("refused", "wrong-token");
        HumanitecGlobalConfiguration.get()
                .setConnections(List.of(
                        Setup.connection("refused-" + connection, SIMULATOR.url(), "refused"),
                        Setup.connection(connection, SIMULATOR.url(), "token")));
        HumanitecEventTrigger refused = trigger("development", "deploymentSucceeded");
        refused.setConnection("refused-" + connection);
        FreeStyleProject other = freestyle(refused);
        try (LogRecorder log =
                new LogRecorder().record(EventWatch.class, Level.WARNING).capture(100)) {
            FreeStyleProject job = freestyle(trigger("development", "deploymentSucceeded"));
            awaitPoll();
            await(() -> !log.getMessages().isEmpty());
            deployed("development");
            build(job, 1);
            long before = polls();
            // Of the refused connection too, since its pauses are not longer than 8 seconds yet.
            await(() -> polls() >= before + 8);

            assertThat(log.getMessages().toString(), log.getMessages().size(), is(1));
            assertThat(log.getMessages().get(0), containsString("with the connection refused-" + connection + ": "));
        }
        assertThat(other.getNextBuildNumber(), is(1));
    }

    @Test
    void aFailureLosesNoEvent() throws Exception {
        FreeStyleProject job = freestyle(trigger("development", "deploymentSucceeded"));
        awaitPoll();
        SIMULATOR.fault(Answers.of("GET", "/envs", 503, "{}"));
        awaitPoll();
        SIMULATOR.forgetFaults();

        deployed("development");

        build(job, 1);
    }

    /** Else, the next poll of a trigger with the longest interval would be so late that the cursor is not used. */
    @Test
    void aFailureIsRepeatedSoonAlsoWithALongInterval() throws Exception {
        SIMULATOR.fault(Answers.of("GET", "/envs", 503, "{}").element("times", 1));
        HumanitecEventTrigger trigger = trigger("development", "deploymentSucceeded");
        trigger.setPollInterval(12 * 60 * 60);
        System.setProperty(LONGEST_PAUSE, "1000");
        try {
            freestyle(trigger);
            await(() -> polls() == 2);
        } finally {
            System.clearProperty(LONGEST_PAUSE);
        }
    }

    @Test
    void aFolderGivesTheApplication() throws Exception {
        Folder folder = j.createProject(Folder.class, "team-" + connection);
        HumanitecFolderProperty property = new HumanitecFolderProperty();
        property.setConnection(connection);
        property.setApp("shop");
        folder.addProperty(property);
        HumanitecEventTrigger trigger = trigger("development", "deploymentSucceeded");
        trigger.setConnection(null);
        trigger.setApp(null);
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "job");
        job.setQuietPeriod(0);
        job.addTrigger(trigger);
        trigger.start(job, true);
        awaitPoll();

        deployed("development");

        build(job, 1);
    }

    @Test
    void anIncompleteTriggerIsLoggedOnce() throws Exception {
        try (LogRecorder log = new LogRecorder()
                .record(HumanitecEventTrigger.class, Level.WARNING)
                .capture(100)) {
            HumanitecEventTrigger trigger = trigger("development");
            trigger.setApp(" ");
            FreeStyleProject job = freestyle(trigger);
            freestyle(trigger("development"));
            awaitPoll();

            assertThat(log.getMessages().size(), is(1));
            assertThat(
                    log.getMessages().get(0),
                    is("The trigger of " + job.getFullName() + " waits for no events: No application is given. "
                            + "Name it with 'app' on the step, in withHumanitec or in the folder."));
        }
    }

    /** The folder has other credentials with the same ID, whose token must not read what that of the system may read. */
    @Test
    void aFolderWithItsOwnTokenDoesNotShareThePolls() throws Exception {
        Folder folder = j.createProject(Folder.class, "own-" + connection);
        DomainCredentials token =
                new DomainCredentials(Domain.global(), List.of(Setup.secretText("token", "token-of-nobody")));
        folder.addProperty(new FolderCredentialsProvider.FolderCredentialsProperty(new DomainCredentials[] {token}));
        HumanitecEventTrigger inFolder = trigger("development", "deploymentSucceeded");
        FreeStyleProject refused = folder.createProject(FreeStyleProject.class, "job");
        refused.setQuietPeriod(0);
        refused.addTrigger(inFolder);
        inFolder.start(refused, true);
        FreeStyleProject job = freestyle(trigger("development", "deploymentSucceeded"));
        awaitPoll();

        deployed("development");
        build(job, 1);
        awaitPoll();

        assertThat(refused.getNextBuildNumber(), is(1));
    }

    @Test
    void jobsInFoldersBelowTheFolderWithTheTokenShareThePolls() throws Exception {
        Folder team = j.createProject(Folder.class, "team-" + connection);
        DomainCredentials token =
                new DomainCredentials(Domain.global(), List.of(Setup.secretText("team-token", SimulatorProcess.TOKEN)));
        team.addProperty(new FolderCredentialsProvider.FolderCredentialsProperty(new DomainCredentials[] {token}));
        for (int i = 0; i < 10; i++) {
            HumanitecEventTrigger trigger = trigger("development");
            trigger.setCredentialsId("team-token");
            FreeStyleProject job =
                    team.createProject(Folder.class, "f" + i).createProject(FreeStyleProject.class, "job");
            job.addTrigger(trigger);
            trigger.start(job, true);
        }
        awaitPoll();
        long begin = System.nanoTime();
        long before = polls();
        await(() -> polls() >= before + 3);

        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
        assertThat("3 polls in " + seconds + " s", seconds >= 2, is(true));
    }

    private void connectTo(String url) {
        HumanitecGlobalConfiguration.get().setConnections(List.of(Setup.connection(connection, url, "token")));
    }

    /** The second address is that of the same simulator, so that only the URL says that it is another API. */
    @Test
    void whatHasHappenedInAnotherApiStartsNothing() throws Exception {
        FreeStyleProject job = freestyle(trigger("development", "deploymentSucceeded"));
        awaitPoll();
        connectTo("http://127.0.0.1:9");
        deployed("development");

        connectTo(SIMULATOR.url() + "/");
        awaitPoll();
        deployed("development");

        build(job, 1);
        awaitPoll();
        assertThat(job.getNextBuildNumber(), is(2));
    }

    /** Each deployment has two events: it has started and succeeded. */
    @Test
    void onlyTheNewestOfManyEventsStartBuilds() throws Exception {
        FreeStyleProject job = freestyle(trigger("development", "deploymentSucceeded"));
        awaitPoll();
        connectTo("http://127.0.0.1:9");
        for (int i = 0; i < 52; i++) {
            deployed("development");
        }
        try (LogRecorder log =
                new LogRecorder().record(EventWatch.class, Level.WARNING).capture(100)) {
            connectTo(SIMULATOR.url());
            await(() -> log.getMessages().toString().contains("has 104 events. Only the newest 100"));
        }

        await(() -> job.getBuildByNumber(50) != null);
        j.waitUntilNoActivity();
        assertThat(job.getNextBuildNumber(), is(51));
    }
}
