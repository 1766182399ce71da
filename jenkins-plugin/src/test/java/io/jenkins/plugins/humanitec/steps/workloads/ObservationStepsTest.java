package io.jenkins.plugins.humanitec.steps.workloads;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.testing.Answers;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the steps that read logs and resources, and wait for pods. */
class ObservationStepsTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess("--settling", "PT0.4S", "--deletion", "PT0.4S");

    ObservationStepsTest() {
        super(SIMULATOR);
    }

    private static String inShop(String script) {
        return "withHumanitec(app: 'shop', env: 'development') {\n" + script + "\n}";
    }

    @Test
    void podsAreWaitedForUntilTheyRunTheNewImage() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, inShop("""
                def image = 'registry.example.com/backend:2.0.0'
                humanitecDeploy images: [backend: image]
                def ready = humanitecWaitForReadiness images: [backend: image], workloads: 'frontend', timeout: 60
                assert ready.keySet() == ['backend', 'frontend'] as Set
                assert ready.backend.state == 'ready' && ready.backend.images == [image]
                assert ready.backend.ready == ready.backend.replicas
                """)));

        j.assertLogNotContains("null", run);
    }

    @Test
    void whatIsNotReadyInTimeFailsWithTheReason() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, Setup.job(j, inShop("""
                humanitecDeploy images: [backend: 'registry.example.com/backend:unpullable']
                humanitecWaitForReadiness workloads: ['backend'], timeout: 3
                """)));

        j.assertLogContains("cannot wait until the workloads are ready. Timed out: ", run);
        j.assertLogContains("ImagePullBackOff", run);
    }

    @Test
    void logsAreWrittenAndReturned() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, inShop("""
                humanitecDeploy images: [backend: 'registry.example.com/backend:2.0.0']
                def lines = humanitecLogs workloads: 'backend', lines: 5
                assert lines.size() > 0 && lines.size() <= 5
                assert lines*.workload.unique() == ['backend']
                assert lines[0].time && lines[0].container == 'main' && lines[0].message
                def text = humanitecLogs workloads: ['backend'], lines: 5, returnText: true, sinceBuild: true
                assert text.contains('backend/main')
                def followed = humanitecLogs follow: true, timeout: 1
                assert followed >= 0
                """)));

        j.assertLogContains(" backend/main ", run);
    }

    @Test
    void allLinesSinceTheStartOfTheBuildAreRead() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, inShop("""
                humanitecCreateEnv env: 'many', from: 'development'
                def modules = [:]
                for (int i = 0; i < 120; i++) {
                    modules["w${i}".toString()] = [profile: 'p', spec: [containers: [main: [image: 'r/w:1']]]]
                }
                def delta = humanitecRequest operation: 'createDelta', body: [metadata: [env_id: 'many'], modules: [add: modules]]
                humanitecDeploy env: 'many', delta: delta.id
                assert humanitecLogs(env: 'many', sinceBuild: true).size() >= 120
                assert humanitecLogs(env: 'many').size() == 100
                assert humanitecLogs(env: 'many', sinceBuild: true, lines: 110).size() == 110
                """)));

        j.assertLogContains("Humanitec: These are the newest 110 lines. Older ones since ", run);
        j.assertLogContains(" may not have been read.", run);
        j.assertLogNotContains("These are the newest 100 lines.", run);
    }

    @Test
    void resourcesHaveTheirOutputs() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, inShop("""
                def delta = humanitecRequest operation: 'createDelta', body: [
                    metadata: [env_id: 'development'],
                    shared: [[op: 'add', path: '/db', value: [type: 'postgres']], [op: 'add', path: '/dns', value: [type: 'dns']]]]
                humanitecDeploy delta: delta.id
                def resources = humanitecResources()
                assert resources['shared.db'].type == 'postgres' && resources['shared.db'].status == 'active'
                assert resources['shared.db'].outputs.password == '****'
                assert humanitecResources(type: 'dns').keySet() == ['shared.dns'] as Set
                echo "host is ${humanitecResources(type: 'dns')['shared.dns'].outputs.host}"
                """)));

        j.assertLogContains("Humanitec: resources of type dns of shop/development: shared.dns", run);
        j.assertLogNotContains("host is null", run);
    }

    @Test
    void nestedSecretsAreInTheirMap() throws Exception {
        SIMULATOR.fault(Answers.of("GET", "/resources", 200, """
                [{"res_id": "shared.db", "type": "postgres", "resource": {"host": "h", "credentials": {"user": "u"}, "url": "u"},
                  "secret_refs": {"credentials": {"password": {"ref": "r"}}, "url": {"part": {"ref": "r"}},
                                  "tls": {"key": {"ref": "r"}, "ca.crt": {"ref": "r"}}, "tls.crt": {"ref": "r"}, ".": {"ref": "r"}}}]"""));

        j.buildAndAssertSuccess(Setup.job(j, inShop("""
                assert humanitecResources()['shared.db'].outputs == [
                    host: 'h', credentials: [user: 'u', password: '****'], url: 'u', 'url.part': '****',
                    tls: [key: '****', 'ca.crt': '****'], 'tls.crt': '****', '.': '****']
                """)));
    }

    @Test
    void whatIsReturnedIsMaskedAsInTheLog() throws Exception {
        SIMULATOR.fault(Answers.of("GET", "/logs", 200, """
                [{"timestamp": "2026-03-02T08:15:00Z", "workload_id": "backend", "container_id": "main", "level": "info",
                  "payload": "token %s"}]""".formatted(SimulatorProcess.TOKEN)));

        j.buildAndAssertSuccess(Setup.job(j, inShop("""
                assert humanitecLogs()[0].message == 'token ****'
                assert humanitecLogs(returnText: true).endsWith(' backend/main info | token ****')
                """)));
    }

    @Test
    void aDryRunReadsToo() throws Exception {
        j.buildAndAssertSuccess(Setup.job(j, """
                withHumanitec(app: 'shop', env: 'development', dryRun: true) {
                    humanitecWaitForReadiness timeout: 5
                    humanitecLogs()
                    humanitecResources()
                }
                """));

        assertThat(SIMULATOR.calls(), everyItem(startsWith("GET ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "humanitecLogs lines: 0 | give a number from 1 to 10000",
                "humanitecLogs workloads: [a: 'b'] | Parameter 'workloads' of humanitecLogs must be a name, or a list of names.",
                "humanitecLogs follow: true, returnText: true | Set one of them.",
                "humanitecLogs timeout: 0 | The timeout must be more than zero.",
                "humanitecWaitForReadiness images: [backend: 'r/b:null'] | A variable in it is probably not set.",
                "humanitecWaitForReadiness timeout: 0 | The timeout must be more than zero.",
                "humanitecWaitForReadiness env: 'nowhere' | nowhere",
                "humanitecResources env: 'nowhere' | nowhere",
                "humanitecLogs env: 'nowhere' | nowhere",
            })
    void whatIsWrongIsSaid(String step, String message) throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, Setup.job(j, inShop(step)));

        j.assertLogContains(message, run);
        j.assertLogNotContains("\tat ", run);
    }
}
