package io.jenkins.plugins.humanitec.client.platform;

import static io.jenkins.plugins.humanitec.client.platform.Manifests.of;
import static io.jenkins.plugins.humanitec.client.platform.Manifests.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.manifests.InvalidManifestsException;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange.Action;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An owner deletes what it has created and no longer describes, and nothing else. */
class PruningTest {

    private static final String QA = of("EnvironmentType", "{id: qa}", "{description: Tests}");
    private static final String UAT = of("EnvironmentType", "{id: uat}", "{description: Acceptance}");
    private static final String STORE = of("Application", "{id: store}", "{name: Store}")
            + of("Environment", "{id: qa, app_id: store}", "{name: QA, type: qa}")
            + of("SharedValue", "{id: KEY, app_id: store, env_id: qa}", "{value: a, description: b}")
            + of("SharedValue", "{id: KEY, app_id: store}", "{value: a, description: b}");
    private static final String RULE =
            of("AutomationRule", "{id: main, app_id: shop, env_id: dev}", "{type: update, match_ref: refs/heads/main}");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Platform platform() {
        return humanitec.client().platform("acme");
    }

    private static PlanOptions pruning(OwnerRecord record) {
        return PlanOptions.DEFAULT.withOwner(record).withPruning();
    }

    private OwnerRecord apply(String manifests, OwnerRecord record) {
        return TestHumanitec.result(platform()
                        .apply(manifests.isEmpty() ? List.of() : read(manifests), pruning(record), OnFailure.STOP))
                .owner()
                .orElseThrow();
    }

    private String plan(String manifests, OwnerRecord record) {
        return platform()
                .plan(manifests.isEmpty() ? List.of() : read(manifests), pruning(record))
                .text();
    }

    private void send(String operation, Map<String, String> parameters, Object body) {
        AnyRequest.of(operation, parameters, body).send(humanitec.client().context());
    }

    private long deletions() {
        return humanitec.requests().stream()
                .filter(request -> request.startsWith("DELETE "))
                .count();
    }

    @Test
    void pruningNeedsARecord() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(PlanOptions.DEFAULT::withPruning)
                .withMessageContaining("Pruning needs an owner");
    }

    @Test
    void onlyWhatTheOwnerHasCreatedIsDeleted() {
        send("createEnvironmentType", Map.of("orgId", "acme"), Map.of("id", "qa", "description", "Theirs"));
        OwnerRecord record = apply(QA + UAT, OwnerRecord.empty("team"));
        record = OwnerRecord.fromJson(record.toJson());
        assertThat(record.objects()).extracting(Object::toString).containsExactly("EnvironmentType uat");

        assertThat(plan("", record))
                .isEqualTo("  - delete EnvironmentType uat\nPlan: 0 to create, 0 to change, 1 to delete.");
        assertThat(platform()
                        .plan(List.of(), PlanOptions.DEFAULT.withOwner(record))
                        .isEmpty())
                .isTrue();
        assertThat(apply("", record).objects()).isEmpty();
        assertThat(deletions()).isOne();
    }

    @Test
    void whatSomebodyElseCreatesAfterItWasGoneIsTheirs() {
        OwnerRecord record = apply(QA + UAT, OwnerRecord.empty("team"));
        send("deleteEnvironmentType", Map.of("orgId", "acme", "envTypeId", "uat"), null);
        record = TestHumanitec.result(platform().apply(read(QA), PlanOptions.DEFAULT.withOwner(record), OnFailure.STOP))
                .owner()
                .orElseThrow();
        send("createEnvironmentType", Map.of("orgId", "acme"), Map.of("id", "uat", "description", "Theirs"));

        assertThat(plan(QA, record)).isEqualTo("Plan: nothing to change.");
    }

    @Test
    void anApplicationIsDeletedWithAllThatItHas() {
        OwnerRecord record = apply(QA + STORE, OwnerRecord.empty("team"));

        assertThat(plan("", record)).isEqualTo("""
                  - delete SharedValue store/qa/KEY
                  - delete SharedValue store/KEY
                  - delete Environment store/qa
                  - delete Application store
                  - delete EnvironmentType qa
                Plan: 0 to create, 0 to change, 5 to delete.""");
        assertThat(apply("", record).objects()).isEmpty();
        assertThat(deletions()).describedAs("the application and the type").isEqualTo(2);
        assertThat(humanitec.world().apps("acme")).extracting(app -> app.id()).containsExactly("shop");
    }

    @Test
    void whatOthersCreatedInAnApplicationIsNotDeletedWithIt() {
        OwnerRecord record = apply(QA + STORE, OwnerRecord.empty("team"));
        humanitec.client().values().set(new AppRef("acme", "store").env("qa"), ValueSetting.plain("THEIRS", "a"));

        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> apply("", record))
                .withMessageContaining(
                        "Environment store/qa is not deleted: it has SharedValue store/qa/THEIRS, which somebody"
                                + " else has created. Delete it first.");
        assertThat(deletions()).isZero();
    }

    @Test
    void whatTheRulesProtectIsNotDeletedWithAnApplication() {
        OwnerRecord record = apply(QA + STORE, OwnerRecord.empty("team"));
        PlanOptions.ChangeRule rule = (object, action) ->
                Optional.of("no.").filter(why -> object.kind().equals("Environment"));

        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> platform().plan(List.of(), pruning(record).withRule(rule)))
                .withMessageContaining("Environment store/qa: no.");
        assertThatExceptionOfType(InvalidManifestsException.class)
                .isThrownBy(() -> platform()
                        .plan(
                                read(of(
                                        "Application",
                                        "{id: blog}",
                                        "{name: Blog, env: {id: dev, name: Dev, type: development}}")),
                                PlanOptions.DEFAULT.withRule(rule)))
                .withMessageContaining("Environment blog/dev: no.");
    }

    @Test
    void whatADeployedApplicationUsesIsDeletedWhenItIsGone() {
        OwnerRecord record = apply(QA + STORE, OwnerRecord.empty("team"));
        humanitec.world().app("acme", "store").env("qa").deployed();

        assertThat(apply("", record).objects()).isEmpty();
    }

    @Test
    void objectsAreDeletedWhenNothingRefersToThem() {
        String account = of("Account", "{id: my-aws}", "{name: A, type: aws, credentials: {}}");
        String definition = "{name: DB, type: postgres, driver_type: humanitec/echo%s}";
        OwnerRecord record = apply(
                account + of("Definition", "{id: my-db}", definition.formatted(", driver_account: my-aws")),
                OwnerRecord.empty("team"));

        apply(of("Definition", "{id: my-db}", definition.formatted("")), record);

        assertThat(humanitec.requests().stream()
                        .filter(request -> !request.startsWith("GET "))
                        .skip(2))
                .containsExactly("PUT /orgs/acme/resources/defs/my-db", "DELETE /orgs/acme/resources/accounts/my-aws");
    }

    @Test
    void aRenamedManifestOfTheSameObjectDeletesNothing() {
        OwnerRecord record = apply(RULE, OwnerRecord.empty("team"));
        String renamed = RULE.replace("id: main", "id: master");

        assertThat(plan(renamed, record)).isEqualTo("Plan: nothing to change.");
        record = apply(renamed, record);
        assertThat(plan("", record)).contains("1 to delete");
    }

    @Test
    void anObjectOfOneManifestIsNotTakenByAnother() {
        OwnerRecord record = apply(RULE, OwnerRecord.empty("team"));
        String other = RULE.replace("id: main", "id: a-copy");

        assertThat(plan(other + RULE.replace("refs/heads/main", "refs/heads/master"), record))
                .contains("+ create AutomationRule shop/dev/a-copy", "~ change AutomationRule shop/dev/main");
    }

    @Test
    void aShownPlanDeletesOnlyWhatItShows() {
        OwnerRecord record = apply(QA + UAT, OwnerRecord.empty("team"));
        PlanOptions options = pruning(record)
                .withRule((object, action) ->
                        action == Action.DELETE && object.id().equals("qa")
                                ? Optional.of("qa stays.")
                                : Optional.empty());
        Plan plan = platform().plan(read(QA), options);
        assertThat(plan.summary()).isEqualTo("0 to create, 0 to change, 1 to delete");

        TestHumanitec.result(platform().apply(Plan.fromJson(plan.toJson()), options, OnFailure.STOP));

        assertThat(deletions()).isOne();
    }

    @Test
    void aPlanCannotDeleteWhatIsNotInTheRecord() {
        OwnerRecord record = apply(QA + UAT, OwnerRecord.empty("team"));
        Plan plan = platform().plan(List.of(), pruning(record));

        assertThatExceptionOfType(PlanOutdatedException.class)
                .isThrownBy(() -> TestHumanitec.result(
                        platform().apply(plan, pruning(OwnerRecord.empty("other")), OnFailure.STOP)));
        assertThat(deletions()).isZero();
    }

    @Test
    void whatIsBeingDeletedAlreadyIsNotDeletedAgain() {
        OwnerRecord record = apply(QA + STORE, OwnerRecord.empty("team"));
        humanitec.world().app("acme", "store").env("qa").deployed();
        send("deleteApplication", Map.of("orgId", "acme", "appId", "store"), null);

        assertThat(plan(QA, record)).isEqualTo("Plan: nothing to change.");
    }

    @Test
    void rolesOfAnApplicationAndATypeOfTheSameNameAreRecordedSeparately() {
        String roles = of("UserRole", "{id: u-alice, app_id: development}", "{role: viewer}")
                + of("UserRole", "{id: u-alice, env_type: development}", "{role: deployer}");
        humanitec.world().addApp("acme", "development", "Development");

        OwnerRecord record = apply(roles, OwnerRecord.empty("team"));

        assertThat(record.objects()).hasSize(2);
        assertThat(plan("", OwnerRecord.fromJson(record.toJson()))).contains("2 to delete");
    }

    @Test
    void aTextThatIsNoRecordIsRefused() {
        for (String json : List.of("", "{}", "null", "[]", "{\"owner\": null}")) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .describedAs(json)
                    .isThrownBy(() -> OwnerRecord.fromJson(json))
                    .withMessage("This is not the record of an owner.");
        }
    }
}
