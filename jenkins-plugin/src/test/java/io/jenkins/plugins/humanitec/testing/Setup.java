package io.jenkins.plugins.humanitec.testing;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.ProxyConfiguration;
import hudson.model.Descriptor;
import hudson.util.Secret;
import io.jenkins.plugins.humanitec.config.HumanitecConnection;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jvnet.hudson.test.JenkinsRule;

/** Sets up connections, credentials and jobs for tests. */
public final class Setup {

    /** The number of jobs, for unique names. The test harness reuses names of deleted jobs. */
    static final AtomicInteger JOBS = new AtomicInteger();

    private Setup() {}

    public static StringCredentials secretText(String id, String secret) throws Descriptor.FormException {
        return new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(secret));
    }

    /** Adds credentials, or replaces those with the same ID. */
    public static void addCredentials(String id, String secret) throws IOException, Descriptor.FormException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().removeIf(CredentialsMatchers.withId(id)::matches);
        provider.getCredentials().add(secretText(id, secret));
        provider.save();
    }

    public static HumanitecConnection connection(String name, String url, String credentialsId) {
        HumanitecConnection connection = new HumanitecConnection(name, "acme");
        connection.setApiUrl(url);
        connection.setCredentialsId(credentialsId);
        return connection;
    }

    /** Sets up the connection {@code main} to a simulator, with its token in the credentials {@code token}. */
    public static void connect(SimulatorProcess simulator) throws IOException, Descriptor.FormException {
        connect(simulator.url());
    }

    /** Sets up the connection {@code main} to the URL of a simulator. */
    public static void connect(String url) throws IOException, Descriptor.FormException {
        addCredentials("token", SimulatorProcess.TOKEN);
        HumanitecGlobalConfiguration.get().setConnections(List.of(connection("main", url, "token")));
    }

    /** Adds the connection {@code http2} to a simulator that uses TLS. */
    public static void connectAlso(String url) {
        HumanitecGlobalConfiguration settings = HumanitecGlobalConfiguration.get();
        settings.setConnections(List.of(settings.getConnections().get(0), connection("http2", url, "token")));
    }

    /** Sets up the connection {@code main} to a simulator that uses TLS, and trusts its certificate. */
    public static void connectAndTrust(JenkinsRule j, SimulatorProcess simulator)
            throws IOException, Descriptor.FormException {
        SSLContext.setDefault(simulator.trust());
        // The proxy is not used here, but the change makes the plugin create a new HTTP client, with this trust.
        j.jenkins.setProxy(new ProxyConfiguration("127.0.0.1", 9, null, null, "localhost\n127.0.0.1"));
        connect(simulator);
    }

    /** Returns the full class name of a step, which is part of the URLs of its form. */
    public static String stepClass(String simpleName) {
        return StepDescriptor.all().stream()
                .map(descriptor -> descriptor.clazz)
                .filter(step -> step.getSimpleName().equals(simpleName))
                .map(Class::getName)
                .findFirst()
                .orElseThrow();
    }

    /** Creates a job whose script runs in the sandbox. */
    public static WorkflowJob job(JenkinsRule j, String script) throws IOException, Descriptor.FormException {
        WorkflowJob job = j.createProject(WorkflowJob.class, "job-" + JOBS.incrementAndGet());
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** Creates a job whose script runs outside of the sandbox. */
    public static WorkflowJob trustedJob(JenkinsRule j, String script) throws IOException, Descriptor.FormException {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, false));
        return job;
    }
}
