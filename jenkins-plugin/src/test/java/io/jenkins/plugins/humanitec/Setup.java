package io.jenkins.plugins.humanitec;

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

/** What most tests begin with. */
final class Setup {

    /** The harness itself gives a name once more after a job was deleted. */
    static final AtomicInteger JOBS = new AtomicInteger();

    private Setup() {}

    static StringCredentials secretText(String id, String secret) throws Descriptor.FormException {
        return new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(secret));
    }

    /** In place of any that have the ID, since several tests may share a Jenkins. */
    static void addCredentials(String id, String secret) throws IOException, Descriptor.FormException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().removeIf(CredentialsMatchers.withId(id)::matches);
        provider.getCredentials().add(secretText(id, secret));
        provider.save();
    }

    static HumanitecConnection connection(String name, String url, String credentialsId) {
        HumanitecConnection connection = new HumanitecConnection(name, "acme");
        connection.setApiUrl(url);
        connection.setCredentialsId(credentialsId);
        return connection;
    }

    /** One connection {@code main} to the simulator, with its token in the credentials {@code token}. */
    static void connect(SimulatorProcess simulator) throws IOException, Descriptor.FormException {
        connect(simulator.url());
    }

    /** The same where only the simulator's URL is known. */
    static void connect(String url) throws IOException, Descriptor.FormException {
        addCredentials("token", SimulatorProcess.TOKEN);
        HumanitecGlobalConfiguration.get().setConnections(List.of(connection("main", url, "token")));
    }

    /** A second connection {@code http2}, to a simulator that answers over TLS. */
    static void connectAlso(String url) {
        HumanitecGlobalConfiguration settings = HumanitecGlobalConfiguration.get();
        settings.setConnections(List.of(settings.getConnections().get(0), connection("http2", url, "token")));
    }

    /** As {@link #connect(SimulatorProcess)}, and Jenkins trusts what the simulator answers with over TLS. */
    static void connectAndTrust(JenkinsRule j, SimulatorProcess simulator)
            throws IOException, Descriptor.FormException {
        SSLContext.setDefault(simulator.trust());
        // The plugin makes itself another HTTP client when the proxy changes, even if it is for nobody here.
        j.jenkins.setProxy(new ProxyConfiguration("127.0.0.1", 9, null, null, "localhost\n127.0.0.1"));
        connect(simulator);
    }

    /** The full name of a step's class, which is part of the URLs of its form. */
    static String stepClass(String simpleName) {
        return StepDescriptor.all().stream()
                .map(descriptor -> descriptor.clazz)
                .filter(step -> step.getSimpleName().equals(simpleName))
                .map(Class::getName)
                .findFirst()
                .orElseThrow();
    }

    /** A job whose script runs in the sandbox. */
    static WorkflowJob job(JenkinsRule j, String script) throws IOException, Descriptor.FormException {
        WorkflowJob job = j.createProject(WorkflowJob.class, "job-" + JOBS.incrementAndGet());
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** A job whose script may do what the sandbox forbids. */
    static WorkflowJob trustedJob(JenkinsRule j, String script) throws IOException, Descriptor.FormException {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, false));
        return job;
    }
}
