package io.jenkins.plugins.humanitec.client.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import feign.form.FormData;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.artefacts.VersionSource;
import io.jenkins.plugins.humanitec.client.errors.BadRequestException;
import io.jenkins.plugins.humanitec.client.representations.FormFile;
import io.jenkins.plugins.humanitec.client.representations.RepresentationsApi;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A version that is registered with a form is checked with the fields that the API reads. */
class ProtectedFormsTest {

    private static final String INJECTED = "\r\nContent-Disposition: form-data; name=\"ref\"\r\n\r\nrefs/none\r\n--";

    private static final VersionSource MAIN = new VersionSource("1.4.2", "refs/heads/main", "0123456");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private HumanitecClient client;

    @BeforeEach
    void deployMainToProduction() {
        humanitec.shop().addEnv("production", "Production", "production");
        client = humanitec
                .builder()
                .guard(new Protection("shop/production", Set.of(ProtectedAction.DEPLOYMENT)))
                .build();
        answer("/envs/production/rules", "[{\"id\": \"r1\", \"match_ref\": \"refs/heads/main\"}]");
        answer("/orgs/acme/pipelines", "[]");
    }

    private void answer(String path, String body) {
        humanitec.fail(Fault.status(200).on("GET", path).times(20).body("application/json", body));
    }

    private static byte[] score(String end) {
        return ("apiVersion: score.dev/v1b1\nmetadata: {name: backend}\ncontainers: {main: {image: a}}\n# " + end)
                .getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", INJECTED, "\r\n--x" + INJECTED + "x--\r\n"})
    void aFieldInAScoreFileDoesNotReplaceTheRef(String end) {
        assertThatExceptionOfType(ProtectedException.class)
                .isThrownBy(() -> client.artefacts().registerWorkload("acme", "backend", MAIN, null, score(end)))
                .withMessageContaining("Its automation rule r1 deploys versions of backend from refs/heads/main.");
        assertThat(humanitec.requests()).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void aVersionThatIsNotDeployedIsRegistered() {
        VersionSource source = new VersionSource("1.4.2", "refs/heads/other", "0123456");

        // The guard permits it. The API refuses the file, which is not a Score file.
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(
                        () -> client.artefacts().registerWorkload("acme", "backend", source, null, score(INJECTED)));

        assertThat(humanitec.requests()).contains("POST /orgs/acme/artefact-versions");
    }

    @ParameterizedTest
    @ValueSource(strings = {INJECTED, "1\n", "1\r2"})
    void aTextFieldHasNoLineBreaks(String text) {
        RepresentationsApi api = humanitec.client().api(RepresentationsApi.class);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> api.createArtefactVersionFromForm(
                        "acme", "workload", "backend", text, null, null, null, FormFile.score(score(""))))
                .withMessage("The value of version must have no line breaks, since it is sent in a form.");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(
                        () -> humanitec.client().artefacts().registerWorkload("acme", "backend", MAIN, text, score("")))
                .withMessage("The value of image must have no line breaks, since it is sent in a form.");
        assertThat(humanitec.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"score.yaml\"" + INJECTED, "a\nb", "a\"; name=\"ref", "a\\"})
    void aFileNameHasNoCharactersThatEndIt(String name) {
        RepresentationsApi api = humanitec.client().api(RepresentationsApi.class);
        FormData file = new FormData("application/x-yaml", name, score(""));

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() ->
                        api.createArtefactVersionFromForm("acme", "workload", "backend", null, null, null, null, file))
                .withMessage("The file name of spec must have no line breaks, quotation marks or backslashes, "
                        + "since it is sent in a form.");
        assertThat(humanitec.requests()).isEmpty();
    }

    private static GuardedRequest form(String contentType, String body) {
        return new GuardedRequest(
                "POST",
                "/orgs/acme/artefact-versions",
                "",
                contentType,
                body.replace("|", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=x1",
                "Multipart/Form-Data; charset=UTF-8; boundary=\"x1\"",
                "multipart/form-data;boundary=x1;charset=utf-8"
            })
    void theTextFieldsOfAForm(String contentType) {
        GuardedRequest request = form(
                contentType,
                "--x1|Content-Disposition: form-data; name=\"Ref\"|Content-Type: text/plain; charset=UTF-8||refs/a"
                        + "|--x1|content-disposition: form-data; name=\"name\"||a|b"
                        + "|--x1|Content-Disposition: form-data; name=\"image\"|||--x1"
                        + "|Content-Disposition: form-data; name=\"spec\"; filename=\"score.yaml\""
                        + "|Content-Type: application/x-yaml|Content-Transfer-Encoding: binary||a: b|--x1--|");

        assertThat(request.body()).hasToString("{\"ref\":\"refs/a\",\"name\":\"a\\r\\nb\",\"image\":\"\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a field twice
                "--x|{}; name='ref'||a|--x|{}; name='ref'||b|--x--",
                "--x|{}; name='ref'||a|--x|{}; name='REF'||b|--x--",
                "--x|{}; name='ref'||a|--x|{}; name='ref'; filename='f'||b|--x--",
                // boundaries
                "a",
                "--x|{}; name='ref'||a|",
                "a|--x|{}; name='ref'||a|--x--",
                "--x|{}; name='ref'||a|--x--|--y",
                "--x|{}; name='ref'||a|--x--|--x|{}; name='name'||b|--x--",
                "--x|{}; name='ref'||a--x|{}; name='name'||b|--x--",
                "--x|{}; name='ref'||a|--xy|{}; name='name'||b|--x--",
                "--x |{}; name='ref'||a|--x--",
                "--x\n{}; name='ref'\n\na\n--x--",
                "--x|--x--",
                // headers
                "--x||ref|--x--",
                "--x|{}; name='ref'|a|--x--",
                "--x|{}||ref|--x--",
                "--x|{}; name=''||a|--x--",
                "--x|{}; name='ref'; name='name'||a|--x--",
                "--x|{}; name*=UTF-8\"ref||a|--x--",
                "--x|{}; name='ref'|{}; name='name'||a|--x--",
                "--x|{};| name='ref'||a|--x--",
                "--x|{}; name='a'\n\nb||c|--x--",
                "--x|Content-Type: text/plain||ref|--x--",
                "--x|{}; name='ref'|Content-Transfer-Encoding: base64||a|--x--",
                "--x|{}; name='ref'|Content-Type: text/plain; charset=utf-7||a|--x--"
            })
    void aFormThatServersCouldReadDifferentlyIsUnreadable(String body) {
        String form = body.replace("{}", "Content-Disposition: form-data").replace('\'', '"');

        assertUnreadable(form("multipart/form-data; boundary=x", form));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=x; boundary=y",
                "multipart/mixed; boundary=x",
                "multipart/form-data; charset=utf-16; boundary=x"
            })
    void aFormNeedsOneBoundary(String contentType) {
        assertUnreadable(form(contentType, "--x|Content-Disposition: form-data; name=\"ref\"||a|--x--"));
    }

    private static void assertUnreadable(GuardedRequest request) {
        assertThatExceptionOfType(ProtectedException.class)
                .isThrownBy(request::body)
                .withMessageStartingWith("The effects of this request cannot be determined: its body ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ref\": \"a\", \"ref\": \"b\"}",
                "{\"ref\": \"a\", \"REF\": \"b\"}",
                "{\"inputs\": {\"env\": \"a\", \"env\": \"b\"}}"
            })
    void aFieldThatOccursTwiceIsUnreadable(String body) {
        assertUnreadable(form("application/json", body));
        assertUnreadable(form("application/x-yaml", body));
    }

    @Test
    void aParameterOfTheMediaTypeDoesNotChangeIt() {
        assertThat(form("application/json; profile=yaml", "{\"on\": true}").body())
                .hasToString("{\"on\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dry_run=true&dry%5Frun=false", "dry_run=true&DRY_RUN=false", "dry%5Frun=true", ""})
    void aDryRunIsGivenOnce(String query) {
        assertThat(new GuardedRequest("POST", "/", query, "", null).isDryRun()).isFalse();
        assertThat(new GuardedRequest("POST", "/", "a=b&dry_run=true", "", null).isDryRun())
                .isTrue();
    }
}
