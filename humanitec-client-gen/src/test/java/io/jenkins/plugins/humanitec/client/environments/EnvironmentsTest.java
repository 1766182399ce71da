package io.jenkins.plugins.humanitec.client.environments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.deployments.Difference;
import io.jenkins.plugins.humanitec.client.model.Application;
import io.jenkins.plugins.humanitec.client.model.Environment;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentsTest {

    private static final EnvRef PREVIEW = SHOP.env("pr-12");
    private static final EnvironmentSpec LIKE_DEV = new EnvironmentSpec("Preview", null, "dev", null);

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @Test
    void anEnvironmentBeginsAsAnotherOne() {
        Env dev = humanitec.shop().env("dev").deployed();

        Creation<Environment> first =
                TestHumanitec.result(humanitec.client().environments().create(PREVIEW, LIKE_DEV));
        Creation<Environment> second =
                TestHumanitec.result(humanitec.client().environments().create(PREVIEW, LIKE_DEV));

        assertThat(first.word()).isEqualTo("created");
        assertThat(first.found().getType()).isEqualTo("development");
        assertThat(first.found().getFromDeploy().getId())
                .isEqualTo(dev.lastDeployment().orElseThrow().id());
        assertThat(second.word()).isEqualTo("unchanged");
    }

    @Test
    void anotherNameIsGivenAndAnotherTypeRefused() {
        humanitec.shop().addEnv("pr-12", "Old", "development");

        Creation<Environment> named =
                TestHumanitec.result(humanitec.client().environments().create(PREVIEW, LIKE_DEV));

        assertThat(named.word()).isEqualTo("changed");
        assertThat(named.found().getName()).isEqualTo("Preview");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> TestHumanitec.result(humanitec
                        .client()
                        .environments()
                        .create(PREVIEW, new EnvironmentSpec(null, "production", "dev", null))))
                .withMessage("Environment shop/pr-12 exists with the type development, not production. "
                        + "The type of an environment cannot be changed.");
    }

    @Test
    void oneWhoseAnswerWasLostIsNotCreatedTwice() {
        humanitec.shop().env("dev").deployed();
        humanitec.fail(Fault.status(404)
                .body("application/json", "{\"error\": \"API-404\", \"message\": \"not yet\"}")
                .on("GET", "/envs/pr-12"));
        humanitec.shop().addEnv("pr-12", "Preview", "development");

        assertThat(TestHumanitec.result(humanitec.client().environments().create(PREVIEW, LIKE_DEV))
                        .word())
                .isEqualTo("unchanged");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "dev, -, Nothing was deployed to shop/dev yet",
                "nowhere, -, There is no environment shop/nowhere in acme.",
                "-, -, Give the environment or the deployment to copy."
            })
    void whatItBeginsAsMustBeThere(String fromEnv, String fromDeployment, String message) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> TestHumanitec.result(humanitec
                        .client()
                        .environments()
                        .create(PREVIEW, new EnvironmentSpec(null, null, fromEnv, fromDeployment))))
                .withMessageContaining(message);
    }

    @Test
    void anEnvironmentIsDeletedAndWatchedUntilItIsGone() throws InterruptedException {
        humanitec.shop().addEnv("pr-12", "Preview", "development").deployed();
        HumanitecClient client = humanitec.client();

        assertThat(client.environments().startDeletion(PREVIEW)).isEqualTo(Deletion.IN_PROGRESS);
        client.environments()
                .deletionPoller(PREVIEW, Instant.now().plusSeconds(60))
                .await(pause -> Thread.onSpinWait());

        assertThat(client.environments().find(PREVIEW)).isEmpty();
        assertThat(client.environments().startDeletion(PREVIEW)).isEqualTo(Deletion.NOT_FOUND);
    }

    @Test
    void anApplicationIsCreatedOnce() {
        AppRef app = new AppRef("acme", "bakery");

        Creation<Application> first =
                TestHumanitec.result(humanitec.client().applications().create(app, null));
        Creation<Application> second =
                TestHumanitec.result(humanitec.client().applications().create(app, null));
        Creation<Application> named =
                TestHumanitec.result(humanitec.client().applications().create(app, "Bakery"));

        assertThat(first.word()).isEqualTo("created");
        assertThat(first.found().getName()).isEqualTo("bakery");
        assertThat(second.word()).isEqualTo("unchanged");
        assertThat(named.word()).isEqualTo("changed");
        assertThat(named.found().getName()).isEqualTo("Bakery");
        humanitec.client().applications().startDeletion(app);
    }

    @Test
    void pausingTellsWhetherThatChangedAnything() {
        HumanitecClient client = humanitec.client();

        assertThat(TestHumanitec.result(client.workloads().resume(DEV))).isFalse();
        assertThat(TestHumanitec.result(client.workloads().pause(DEV))).isTrue();
        assertThat(TestHumanitec.result(client.workloads().pause(DEV))).isFalse();
        assertThat(humanitec.shop().env("dev").isPaused()).isTrue();
    }

    @Test
    void anEnvironmentWhoseStatusIsUnknownIsStillKnownToBePaused() {
        humanitec.fail(Fault.status(200)
                .on("GET", "/apps/shop/runtime")
                .body("application/json", "[{\"id\": \"dev\", \"paused\": true, \"error\": \"no agent\"}]"));

        assertThat(TestHumanitec.result(humanitec.client().workloads().pause(DEV)))
                .isFalse();
    }

    @Test
    void whatIsNotThereIsNeitherPausedNorResumed() {
        for (boolean paused : new boolean[] {true, false}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> TestHumanitec.result(
                            paused
                                    ? humanitec.client().workloads().pause(SHOP.env("nowhere"))
                                    : humanitec.client().workloads().resume(SHOP.env("nowhere"))))
                    .withMessage("There is no environment shop/nowhere in acme.");
        }
    }

    @Test
    void theDifferenceTellsOldAndNew() {
        humanitec.shop().env("dev").deployed();
        humanitec
                .shop()
                .addEnv("prod", "Production", "production")
                .addModule("backend", "Deployment", 4)
                .addModule("mail", "Deployment", 1)
                .deployed();

        Difference difference = humanitec.client().differences().betweenEnvironments(DEV, SHOP.env("prod"));

        assertThat(difference.lines()).hasSize(4);
        assertThat(difference.lines().get(0)).isEqualTo("~ modules/backend/spec/replicas: 2 -> 4");
        assertThat(difference.lines().get(1)).startsWith("- modules/frontend: {");
        assertThat(difference.lines().get(2)).startsWith("+ modules/mail: {");
        assertThat(difference.changes())
                .extracting(Difference.Change::op)
                .containsExactly("replace", "remove", "add", "remove");
        assertThat(humanitec
                        .client()
                        .differences()
                        .betweenEnvironments(DEV, DEV)
                        .lines())
                .containsExactly("no difference");
    }

    @ParameterizedTest
    @CsvSource({
        "fix-7, preview-fix-7",
        "production, preview-production",
        "feature/Login, preview-feature-login-",
        "feature-login, preview-feature-login",
        "Fix--it, preview-fix-it-",
        "ünïcode, preview-n-code-",
        "日本, preview-"
    })
    void aBranchHasAnEnvironmentOfItsOwn(String branch, String id) {
        assertThat(PreviewId.ofBranch(branch)).startsWith(id);
        assertThat(PreviewId.ofBranch(branch)).isEqualTo(PreviewId.ofBranch(branch));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "-",
                "---",
                "A",
                "a--b",
                "x/y/z",
                "../..",
                "%2e",
                "a very long name that is much longer than "
                        + "what the identifier of an environment can be/and still goes on",
                "0123456789012345678901234567890123456789-",
                "012345678901234567890123456789012345-/xxxxxxxx",
                "\u0000\n<b>",
                "pr-12"
            })
    void whateverABranchIsCalledTheIdMeetsThePatternOfTheApi(String branch) {
        assertThat(PreviewId.ofBranch(branch))
                .matches(Pattern.compile("^[a-z0-9](?:-?[a-z0-9])+$"))
                .hasSizeLessThanOrEqualTo(50)
                .isNotEqualTo(PreviewId.ofBranch(branch + "/"))
                .isNotEqualTo(PreviewId.ofChangeRequest("12"));
    }

    @Test
    void branchesThatDifferInCaseOrSignsHaveDifferentEnvironments() {
        assertThat(PreviewId.ofBranch("feature/login"))
                .isNotEqualTo(PreviewId.ofBranch("feature-login"))
                .isNotEqualTo(PreviewId.ofBranch("feature/Login"));
        assertThat(PreviewId.ofChangeRequest("12")).isEqualTo("pr-12");
    }

    /** At the longest, a prefix still leaves room for what tells branches apart. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "backend", "back-end-2", "0123456789012345678901234"})
    void aPrefixKeepsTheEnvironmentsOfRepositoriesApart(String prefix) {
        assertThat(PreviewId.ofChangeRequest(prefix, "12")).isEqualTo(prefix + "-pr-12");
        assertThat(PreviewId.ofBranch(prefix, "fix-7")).isEqualTo(prefix + "-preview-fix-7");
        assertThat(PreviewId.ofBranch(prefix, "feature/some-long-name/of-a-branch"))
                .matches(Pattern.compile("^" + prefix + "-preview-feature-?[a-z-]*-[0-9a-f]{6}$"))
                .hasSizeLessThanOrEqualTo(50)
                .isNotEqualTo(PreviewId.ofBranch(prefix, "feature/some-long-name/of-another-branch"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "a-", "-a", "a--b", "A", "a/b", "a b", "01234567890123456789012345"})
    void aPrefixThatCannotBeginAnIdIsRefused(String prefix) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> PreviewId.ofChangeRequest(prefix, "12"))
                .withMessageStartingWith("'" + prefix + "' is not a valid prefix of an environment ID. ");
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> PreviewId.ofBranch(prefix, "main"));
    }

    /** Also if somebody else creates it after it was looked for. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEnvironmentThatACheckRefusesIsLeftAsItIs(boolean isLate) {
        humanitec.shop().env("dev").deployed();
        TestHumanitec.result(humanitec.client().environments().create(PREVIEW, LIKE_DEV));
        if (isLate) {
            humanitec.fail(Fault.status(404)
                    .body("application/json", "{\"error\": \"API-404\", \"message\": \"not yet\"}")
                    .on("GET", "/envs/pr-12"));
        }
        EnvironmentSpec ours = new EnvironmentSpec("Ours", null, "dev", null);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() ->
                        TestHumanitec.result(humanitec.client().environments().create(PREVIEW, ours, found -> {
                            throw new InvalidInputException("It is " + found.getName());
                        })))
                .withMessage("It is Preview");
        assertThat(humanitec.client().environments().get(PREVIEW).getName()).isEqualTo("Preview");
    }
}
