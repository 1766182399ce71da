package io.jenkins.plugins.humanitec.client.platform;

import static io.jenkins.plugins.humanitec.client.platform.Manifests.of;
import static io.jenkins.plugins.humanitec.client.platform.Manifests.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several applies at the same time in one process. */
class SimultaneousAppliesTest {

    private static final String QA = of("EnvironmentType", "{id: qa}", "{description: QA}");
    private static final String UAT = of("EnvironmentType", "{id: uat}", "{description: UAT}");
    private static final String LOAD = of("EnvironmentType", "{id: load}", "{description: Load}");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private final DeploymentQueue queue = new DeploymentQueue();

    /** Keeps the record of an owner in memory. Can hold the apply that writes it. */
    private static final class MemoryStore implements OwnerRecord.Store {

        private static final long serialVersionUID = 1L;
        private final String owner;
        private final transient CountDownLatch written = new CountDownLatch(1);
        private transient CountDownLatch released = new CountDownLatch(0);
        private volatile OwnerRecord kept;

        MemoryStore(String owner) {
            this.owner = owner;
            this.kept = OwnerRecord.empty(owner);
        }

        void hold() {
            released = new CountDownLatch(1);
        }

        @Override
        public String owner() {
            return owner;
        }

        @Override
        public Optional<OwnerRecord> read() {
            return Optional.of(kept);
        }

        @Override
        public void write(OwnerRecord record) {
            kept = record;
            written.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private LongOperation<ApplyResult> apply(List<Manifest> manifests, OwnerRecord.Store store) {
        PlanOptions options = PlanOptions.DEFAULT.withOwner(store).withPruning();
        return new LongOperation<>(
                humanitec.client().platform("acme").applyStage(manifests, options, OnFailure.STOP),
                humanitec.client().context(),
                queue);
    }

    private static List<String> objects(MemoryStore store) {
        return store.kept.objects().stream().map(Object::toString).toList();
    }

    @Test
    void thoseOfTheSameOwnerWaitForEachOther() throws Exception {
        MemoryStore team = new MemoryStore("team");
        MemoryStore others = new MemoryStore("others");
        team.hold();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<ApplyResult> first = thread.submit(() -> TestHumanitec.result(apply(read(QA + UAT), team)));
            team.written.await();
            LongOperation<ApplyResult> second = apply(read(QA), team);
            int before = humanitec.requests().size();
            LongOperation.Progress<ApplyResult> waiting = second.poll();
            assertThat(waiting.result()).isEmpty();
            assertThat(waiting.status()).contains("earlier applies of the owner team");
            assertThat(humanitec.requests()).describedAs("it has not planned").hasSize(before);

            TestHumanitec.result(apply(read(LOAD), others));
            assertThat(objects(others)).containsExactly("EnvironmentType load");

            team.released.countDown();
            assertThat(first.get().changes()).hasSize(2);
            assertThat(TestHumanitec.result(second).changes())
                    .describedAs("it knows what the first one has created")
                    .extracting(AppliedChange::toString)
                    .containsExactly("- delete EnvironmentType uat: done");
            assertThat(objects(team)).containsExactly("EnvironmentType qa");
        } finally {
            team.released.countDown();
            thread.shutdownNow();
        }
    }
}
