package io.jenkins.plugins.humanitec.testing;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * The base of a class whose tests share one Jenkins. Before each test, Jenkins is connected to the simulator; after each
 * test, its jobs, folders, credentials and connections are deleted. Other settings stay.
 */
@WithJenkins
public abstract class SharedJenkins {

    protected static JenkinsRule j;

    /** Null for tests without a connection. */
    private final SimulatorProcess simulator;

    protected SharedJenkins() {
        this(null);
    }

    protected SharedJenkins(SimulatorProcess simulator) {
        this.simulator = simulator;
    }

    @BeforeAll
    static void startJenkins(JenkinsRule rule) {
        j = rule;
    }

    @AfterAll
    static void stopJenkins() throws Exception {
        if (j != null) {
            j.after();
            j = null;
        }
    }

    @BeforeEach
    void connectToSimulator() throws Exception {
        if (simulator != null) {
            Setup.connect(simulator);
        }
    }

    @AfterEach
    void reset() throws Exception {
        deleteItems();
        SystemCredentialsProvider credentials = SystemCredentialsProvider.getInstance();
        credentials.getCredentials().clear();
        credentials.save();
        HumanitecGlobalConfiguration.get().setConnections(List.of());
    }

    protected static void deleteItems() throws IOException, InterruptedException {
        for (TopLevelItem item : List.copyOf(j.jenkins.getItems())) {
            item.delete();
        }
    }
}
