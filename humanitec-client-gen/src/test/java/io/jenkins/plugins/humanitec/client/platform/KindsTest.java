package io.jenkins.plugins.humanitec.client.platform;

import static io.jenkins.plugins.humanitec.client.platform.Manifests.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.manifests.InvalidManifestsException;
import io.jenkins.plugins.humanitec.client.manifests.Kind;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of manifests is created, found unchanged, changed, refused and deleted. */
class KindsTest {

    private static final CredentialSource CREDENTIALS = id -> Optional.of("s3cret of " + id);

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Platform platform() {
        return humanitec.client().platform("acme");
    }

    private OwnerRecord apply(List<Manifest> manifests, OwnerRecord record) {
        PlanOptions options = PlanOptions.DEFAULT.withOwner(record).withCredentials(CREDENTIALS);
        return TestHumanitec.result(platform().apply(manifests, options, OnFailure.STOP))
                .owner()
                .orElseThrow();
    }

    private String plan(List<Manifest> manifests, OwnerRecord record) {
        return platform()
                .plan(
                        manifests,
                        PlanOptions.DEFAULT
                                .withOwner(record)
                                .withCredentials(CREDENTIALS)
                                .withPruning())
                .text();
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.humanitec.client.platform.KindExample#all")
    void anObjectIsCreatedFoundChangedAndDeleted(KindExample one) {
        OwnerRecord none = OwnerRecord.empty("team");
        String object = one.manifests().get(0).toString();
        assertThat(plan(one.manifests(), none))
                .contains("+ create " + object)
                .endsWith("1 to create, 0 to change, 0 to delete.");
        OwnerRecord record = apply(one.manifests(), none);
        assertThat(plan(one.manifests(), record)).isEqualTo("Plan: nothing to change.");
        assertThat(platform()
                        .plan(one.manifests(), PlanOptions.DEFAULT.withCredentials(CREDENTIALS))
                        .isEmpty())
                .describedAs("without a record")
                .isTrue();

        if (!one.shown().isEmpty()) {
            List<Manifest> changed = one.changed(one.to());
            assertThat(plan(changed, record))
                    .isEqualTo("  ~ change " + object + "\n      " + one.shown()
                            + "\nPlan: 0 to create, 1 to change, 0 to delete.");
            record = apply(changed, record);
            assertThat(plan(changed, record)).isEqualTo("Plan: nothing to change.");
        }

        assertThat(plan(List.of(), record))
                .isEqualTo("  - delete " + object + "\nPlan: 0 to create, 0 to change, 1 to delete.");
        PlanOptions pruning = PlanOptions.DEFAULT.withOwner(record).withPruning();
        ApplyResult pruned = TestHumanitec.result(platform().apply(List.of(), pruning, OnFailure.STOP));
        assertThat(pruned.owner().orElseThrow().objects()).isEmpty();
        assertThat(plan(List.of(), record)).isEqualTo("Plan: nothing to change.");
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.humanitec.client.platform.KindExample#all")
    void anInvalidObjectIsRefusedWithFileLineAndPlace(KindExample one) {
        if (!one.kind().equals("Pipeline")) {
            assertThatExceptionOfType(InvalidManifestsException.class)
                    .isThrownBy(() -> one.changed(one.wrong()))
                    .withMessageStartingWith("platform.yaml:");
        }
        assertThat(humanitec.requests()).isEmpty();
    }

    @Test
    void pathsOfWorkloadProfilesHaveTheOrganization() {
        KindExample profile = KindExample.all()
                .filter(one -> one.kind().equals("WorkloadProfile"))
                .findFirst()
                .orElseThrow();
        OwnerRecord record = apply(profile.manifests(), OwnerRecord.empty("team"));
        record = apply(profile.changed("Ours"), record);
        TestHumanitec.result(platform()
                .apply(List.of(), PlanOptions.DEFAULT.withOwner(record).withPruning(), OnFailure.STOP));

        assertThat(humanitec.requests())
                .contains(
                        "PUT /orgs/acme/workload-profiles/acme%2Fmy-profile",
                        "DELETE /orgs/acme/workload-profiles/acme%2Fmy-profile");
    }

    @Test
    void eachKindIsTested() {
        assertThat(KindExample.all()
                        .map(one -> Kind.find(one.kind()).orElseThrow().name())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Kind.names());
    }

    @Test
    void aSecretIsWrittenAgainWhenItHasChanged() {
        List<Manifest> manifests = Manifests.read(of(
                "SharedValue",
                "{id: TOKEN, app_id: shop}",
                "{is_secret: true, description: Token, value: '${credentials:a}'}"));
        OwnerRecord record = apply(manifests, OwnerRecord.empty("team"));
        assertThat(record.toJson()).doesNotContain("s3cret");
        CredentialSource changed = id -> Optional.of("an0ther");
        PlanOptions options = PlanOptions.DEFAULT.withOwner(record).withCredentials(changed);
        assertThat(platform().plan(manifests, options).text())
                .contains("value: \"(secret)\" -> \"(another secret)\"")
                .doesNotContain("an0ther");
        ApplyResult result = TestHumanitec.result(platform().apply(manifests, options, OnFailure.STOP));
        assertThat(platform()
                        .plan(manifests, options.withOwner(result.owner().orElseThrow()))
                        .text())
                .isEqualTo("Plan: nothing to change.");
    }
}
