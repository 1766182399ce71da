package io.jenkins.plugins.humanitec.client.flow;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that an operation that was closed holds no position in a deployment queue. */
class OperationContextTest {

    private static final DeploymentQueue.Position FIRST = new DeploymentQueue.Position(Instant.EPOCH, "1");
    private static final DeploymentQueue.Position SECOND = new DeploymentQueue.Position(Instant.EPOCH, "2");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final DeploymentQueue queue = new DeploymentQueue();
    private OperationContext closed;
    private OperationContext other;

    private OperationContext operation() {
        HumanitecClient client = humanitec.client();
        return new OperationContext(client.context(), client.context(), queue, sentence -> {});
    }

    @BeforeEach
    void close() {
        closed = operation();
        closed.close();
        other = operation();
    }

    @Test
    void aQueueThatIsEnteredAfterTheEndIsLeftAtOnce() {
        closed.enterQueue(DEV, FIRST);

        assertThat(other.tryEnterQueue(DEV, SECOND)).isTrue();
    }

    @Test
    void thePositionBehindAnotherIsLeftToo() {
        other.enterQueue(DEV, SECOND);
        closed.enterQueue(DEV, FIRST);
        other.close();

        assertThat(operation().tryEnterQueue(DEV, new DeploymentQueue.Position(Instant.EPOCH, "3")))
                .isTrue();
    }

    @Test
    void aFreeQueueIsNotTakenAfterTheEnd() {
        assertThat(closed.tryEnterQueue(DEV, FIRST)).isFalse();

        assertThat(other.tryEnterQueue(DEV, SECOND)).isTrue();
    }
}
