package io.jenkins.plugins.humanitec.steps;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tests each documented operation in Scripted and Declarative Pipelines. */
@WithJenkins
class TenOperationsTest {

    private static final String APP = "/orgs/acme/apps/shop";
    private static final String ENV = APP + "/envs/development";

    @RegisterExtension
    static final SimulatorProcess SCRIPTED = new SimulatorProcess("--settling", "PT0.2S", "--deletion", "PT0.2S");

    @RegisterExtension
    static final SimulatorProcess DECLARATIVE = new SimulatorProcess("--settling", "PT0.2S", "--deletion", "PT0.2S");

    private JenkinsRule j;

    @BeforeEach
    void setUp(JenkinsRule rule) {
        j = rule;
    }

    private static void assertAllTenWereCalled(SimulatorProcess simulator) throws Exception {
        for (String call : List.of(
                "GET " + ENV + "/runtime",
                "PATCH " + ENV + "/runtime/replicas",
                "PUT " + ENV + "/values/API_URL",
                "DELETE " + ENV + "/values/API_URL",
                "GET " + ENV + "/values",
                "POST " + ENV + "/values",
                "DELETE " + APP + "/values/REGION",
                "GET " + APP + "/values",
                "POST " + APP + "/values",
                "DELETE /orgs/acme/apps/prototype")) {
            assertThat(simulator.calls(), hasItem(call));
        }
    }

    private void assertLog(WorkflowRun run) throws Exception {
        String log = JenkinsRule.getLog(run);
        for (String line : List.of(
                "Humanitec: value API_URL of shop/development: created",
                "Humanitec: value API_URL of shop/development: changed",
                "Humanitec: value API_URL of shop/development: unchanged",
                "Humanitec: value API_URL of shop/development: deleted",
                "Humanitec: value REGION of shop: created",
                "Humanitec: value REGION of shop: deleted",
                "Humanitec: modules of shop/development: backend, frontend, migration",
                "Humanitec: replicas of backend in shop/development: 2 -> 3",
                "Humanitec: all pods of backend are ready",
                "Humanitec: application prototype: deleted")) {
            assertThat(log, containsString(line));
        }
        assertThat(log, not(containsString(SimulatorProcess.TOKEN)));
    }

    @Test
    void scripted() throws Exception {
        Setup.connect(SCRIPTED);
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, """
                def body = withHumanitec(app: 'shop', env: 'development') {
                    def set = humanitecSetValue key: 'API_URL', value: 'a', description: 'where'
                    assert set == [key: 'API_URL', scope: 'shop/development', created: true, changed: true]
                    set = humanitecSetValue key: 'API_URL', value: 'b'
                    assert !set.created && set.changed
                    set = humanitecSetValue key: 'API_URL', value: 'b'
                    assert !set.created && !set.changed
                    def values = humanitecListValues()
                    assert values.API_URL == [value: 'b', secret: false, description: 'where', source: 'env']
                    assert values.LOG_LEVEL.source == 'app'
                    assert values.PAYMENT_KEY.secret && values.PAYMENT_KEY.value == null
                    assert humanitecDeleteValue(key: 'API_URL')
                    assert !humanitecDeleteValue(key: 'API_URL')
                    assert humanitecSetValue(env: '', key: 'REGION', value: 'eu').scope == 'shop'
                    assert humanitecListValues(env: '').REGION.source == 'app'
                    assert humanitecDeleteValue(env: '', key: 'REGION')
                    def backend = humanitecRuntime().backend
                    assert backend.replicas == 2 && backend.status == 'Success'
                    assert backend.pods.size() == 2 && backend.pods.every { it.ready && it.phase == 'Running' }
                    assert humanitecScale(replicas: [backend: 3]) == [backend: [before: 2, after: 3]]
                    assert humanitecRuntime().backend.pods.size() == 3
                    'from the body'
                }
                assert body == 'from the body'
                assert humanitecDeleteApp(app: 'prototype')
                assert !humanitecDeleteApp(app: 'prototype')
                """));

        assertLog(run);
        assertAllTenWereCalled(SCRIPTED);
    }

    @Test
    void declarative() throws Exception {
        Setup.connect(DECLARATIVE);
        WorkflowRun run = j.buildAndAssertSuccess(Setup.job(j, """
                pipeline {
                    agent any
                    stages {
                        stage('Values') {
                            options {
                                withHumanitec(app: 'shop', env: 'development')
                            }
                            steps {
                                humanitecSetValue key: 'API_URL', value: 'a'
                                humanitecSetValue key: 'API_URL', value: 'b'
                                humanitecSetValue key: 'API_URL', value: 'b'
                                script {
                                    assert humanitecListValues().API_URL.value == 'b'
                                }
                                humanitecDeleteValue key: 'API_URL', failIfMissing: true
                            }
                        }
                        stage('Application') {
                            steps {
                                humanitecSetValue app: 'shop', key: 'REGION', value: 'eu'
                                humanitecListValues app: 'shop'
                                humanitecDeleteValue app: 'shop', key: 'REGION'
                            }
                        }
                        stage('Workloads') {
                            steps {
                                withHumanitec(app: 'shop', env: 'development') {
                                    humanitecRuntime()
                                    humanitecScale replicas: [backend: 3], timeout: 60
                                }
                            }
                        }
                    }
                    post {
                        always {
                            humanitecDeleteApp app: 'prototype', timeout: 60
                        }
                    }
                }
                """));

        assertLog(run);
        assertAllTenWereCalled(DECLARATIVE);
    }
}
