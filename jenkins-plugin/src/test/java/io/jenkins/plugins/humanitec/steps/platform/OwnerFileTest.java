package io.jenkins.plugins.humanitec.steps.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import io.jenkins.plugins.humanitec.testing.Setup;
import io.jenkins.plugins.humanitec.testing.SharedJenkins;
import io.jenkins.plugins.humanitec.testing.SimulatorProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the record of an owner. */
class OwnerFileTest extends SharedJenkins {

    @RegisterExtension
    static final SimulatorProcess SIMULATOR = new SimulatorProcess();

    OwnerFileTest() {
        super(SIMULATOR);
    }

    private static WorkflowJob job(String owner) throws Exception {
        return Setup.job(j, """
                node {
                    writeFile file: 'a.yaml', text: '''
                        apiVersion: entity.humanitec.io/v1b1
                        kind: SharedValue
                        metadata: {id: PASSWORD, app_id: shop}
                        entity: {is_secret: true, description: Password, value: '${credentials:db-password}'}
                        '''
                    humanitecApply files: 'a.yaml', owner: '%s', prune: true
                }
                """.formatted(owner));
    }

    private static Path file(String owner) {
        return j.jenkins
                .getRootDir()
                .toPath()
                .resolve("humanitec-owners")
                .resolve(URI.create(SIMULATOR.url()).getAuthority().replace(':', '_'))
                .resolve("acme")
                .resolve(owner + ".json");
    }

    @Test
    void itHasTheObjectsAndHashesOfTheirSecrets() throws Exception {
        Setup.addCredentials("db-password", "hush-hush-value");

        j.buildAndAssertSuccess(job("team"));

        String record = Files.readString(file("team"));
        assertThat(record, containsString("\"SharedValue\""));
        assertThat(record, containsString("SharedValue shop/PASSWORD /value"));
        assertThat(record, not(containsString("hush")));
    }

    @Test
    void aDamagedRecordFailsTheStepWithASentence() throws Exception {
        Setup.addCredentials("db-password", "hush-hush-value");
        Files.createDirectories(file("damaged").getParent());
        Files.writeString(file("damaged"), "{");

        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, job("damaged"));

        j.assertLogContains("Humanitec: cannot apply a.yaml. The record of the owner 'damaged', ", run);
        j.assertLogContains("Restore it from a backup of Jenkins, or delete it.", run);
        j.assertLogNotContains("\tat ", run);
        assertThat(Files.readString(file("damaged")), is("{"));
    }
}
