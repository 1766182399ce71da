package io.jenkins.plugins.humanitec.client.environments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.model.Application;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApplicationsTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Applications applications() {
        return humanitec.client().applications();
    }

    @Test
    void aDeletionIsWatchedUntilTheApplicationIsGone() throws InterruptedException {
        humanitec.shop().env("dev").deployed();
        assertThat(applications().startDeletion(SHOP)).isEqualTo(Deletion.IN_PROGRESS);

        Poller<AppRef> watch = applications().deletionPoller(SHOP, Instant.now().plus(Duration.ofMinutes(1)));
        assertThat(watch.await(pause -> Thread.onSpinWait())).isEqualTo(SHOP);

        assertThat(applications().list("acme")).extracting(Application::getId).doesNotContain("shop");
        assertThat(applications().startDeletion(SHOP)).isEqualTo(Deletion.NOT_FOUND);
    }

    @Test
    void aDeletionThatIsDoneAtOnceNeedsNoWatching() {
        humanitec.fail(Fault.status(204).on("DELETE", "/apps/shop").body("application/json", ""));

        assertThat(applications().startDeletion(SHOP)).isEqualTo(Deletion.DONE);
    }

    @Test
    void aStuckDeletionTellsWhy() {
        humanitec.fail(Fault.status(200)
                .body(
                        "application/json",
                        "{\"id\": \"shop\", \"status\": \"deleting\", \"status_message\": \"a resource is in use\"}"));

        assertThat(applications()
                        .deletionPoller(SHOP, Instant.now().plus(Duration.ofMinutes(1)))
                        .poll()
                        .status())
                .isEqualTo("it is deleting: a resource is in use");
    }
}
