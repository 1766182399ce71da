// Sets up the demo's Jenkins: credentials, a connection to the simulator, and the job demo, which is run once.
import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import hudson.util.Secret
import io.jenkins.plugins.humanitec.config.HumanitecConnection
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration
import jenkins.model.Jenkins
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def env = System.getenv()
def secretText = { id, description, secret ->
    new StringCredentialsImpl(CredentialsScope.GLOBAL, id, description, Secret.fromString(secret))
}
def provider = SystemCredentialsProvider.instance
provider.credentials.add(secretText('humanitec-token', 'Token of the Humanitec simulator', env.DEMO_TOKEN))
provider.credentials.add(secretText('payment-key', 'A secret to store in Humanitec', 'demo-secret'))
provider.save()

def connection = new HumanitecConnection('simulator', 'acme')
connection.apiUrl = env.DEMO_API_URL
connection.credentialsId = 'humanitec-token'
connection.approvals = true
HumanitecGlobalConfiguration.get().connections = [connection]

def job = Jenkins.get().createProject(WorkflowJob, 'demo')
job.definition = new CpsFlowDefinition(new File(env.DEMO_JENKINSFILE).text, true)
job.save()
job.scheduleBuild2(0)
