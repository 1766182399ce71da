package io.jenkins.plugins.humanitec.client.http;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.api.ApplicationsApi;
import io.jenkins.plugins.humanitec.client.api.SetsApi;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.environments.Applications;
import io.jenkins.plugins.humanitec.client.environments.Deletion;
import io.jenkins.plugins.humanitec.client.environments.Environments;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.UnexpectedStatusException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.model.Application;
import io.jenkins.plugins.humanitec.client.representations.RepresentationsApi;
import io.jenkins.plugins.humanitec.client.testing.AnsweringServer;
import io.jenkins.plugins.humanitec.client.testing.ContractExamples;
import io.jenkins.plugins.humanitec.client.testing.OperationCall;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.StoredObjects;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.swagger.v3.oas.models.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A success is only what the contract describes. Anything else that comes with a status of success is told as unreadable, and
 * never taken for "there is nothing" or for "it is done".
 */
class AnswersTest {

    private static final ContractExamples CONTRACT = new ContractExamples();
    private static final String JSON = "application/json";
    private static final String PAGE = "<!DOCTYPE html><html><body><h1>Welcome to the hotel</h1></body></html>";
    private static final String MAYBE_DONE = "The request may have been processed nevertheless.";

    private static final int WRONG_ANSWERS = 3;
    private static final List<String> NO_OBJECT =
            List.of("null", "[]", "[{}]", "[null]", "[[]]", "\"\"", "\"text\"", "5", "true");
    private static final List<String> NO_LIST_OF_OBJECTS = List.of(
            "null", "{}", "{\"a\": []}", "\"\"", "\"text\"", "5", "true", "[\"text\"]", "[5]", "[[]]", "[[{}]]");
    private static final List<String> NO_TEXT = List.of("null", "{}", "[]", "[\"text\"]");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @TempDir
    Path files;

    private final HumanitecClient client = humanitec.client();
    private volatile AnsweringServer.Answer answer;

    private interface Check {
        void of(Operation operation, Callable<Object> call) throws Exception;
    }

    /** Calls each operation's generated method, with whatever {@link #answer} is then. */
    private Stream<DynamicTest> eachOperation(Check check) throws IOException {
        AnsweringServer server = new AnsweringServer(request -> answer);
        HumanitecClient quick = HumanitecClient.builder()
                .baseUri(server.baseUri())
                .bearerToken("token")
                .build();
        // Only their IDs are of interest: the simulator gets no request.
        StoredObjects stored = new StoredObjects(humanitec.world(), "any");
        return CONTRACT.operations().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.getOperationId(), () -> {
                    OperationCall call = new OperationCall(operation, CONTRACT, stored, files);
                    check.of(operation, () -> call.on(quick));
                }))
                .onClose(server::close);
    }

    private void answer(String contentType, String body) {
        answer = AnsweringServer.Answer.of(200, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertUnreadable(Operation operation, Callable<Object> call, String body) {
        assertThatExceptionOfType(UnreadableResponseException.class)
                .as(body)
                .isThrownBy(call::call)
                .satisfies(e -> {
                    assertThat(e.getMessage()).contains("answered 200: the body");
                    assertThat(e.getMessage().contains(MAYBE_DONE))
                            .isEqualTo(!e.method().equals("GET"));
                });
    }

    @TestFactory
    Stream<DynamicTest> anotherTypeThanTheContractsIsUnreadable() throws IOException {
        return eachOperation((operation, call) -> {
            List<String> wrong =
                    switch (CONTRACT.answerType(operation)) {
                        case "nothing" -> List.of();
                        case "array" -> NO_LIST_OF_OBJECTS;
                        case "string" -> NO_TEXT;
                        default -> NO_OBJECT;
                    };
            // Each operation gets some of them, and each of them is given to many operations.
            int first = Math.floorMod(operation.getOperationId().hashCode(), WRONG_ANSWERS);
            for (int i = first; i < wrong.size(); i += WRONG_ANSWERS) {
                String body = wrong.get(i);
                // The ID alone stands for a new delta too.
                if (!operation.getOperationId().equals("createDelta") || !body.equals("\"text\"")) {
                    answer(JSON, body);
                    assertUnreadable(operation, call, body);
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aPageInHtmlIsUnreadableWhateverWasAskedFor() throws IOException {
        return eachOperation((operation, call) -> {
            answer("text/html; charset=utf-8", PAGE);
            assertUnreadable(operation, call, "HTML");
            answer(JSON, "\ufeff\n<!-- proxy --><html><body>Log in</body></html>");
            assertUnreadable(operation, call, "HTML that is called JSON");
            answer("Text/HTML", "Log in first.");
            assertUnreadable(operation, call, "text that is called HTML");
        });
    }

    @TestFactory
    Stream<DynamicTest> whereNoBodyIsDueNoneAndJsonAreFine() throws IOException {
        return eachOperation((operation, call) -> {
            if (CONTRACT.answerType(operation).equals("nothing")) {
                for (String body : List.of("", "{}", "null", "\"deleted\"")) {
                    answer(JSON, body);
                    assertThat(call.call()).as(body).isNull();
                }
                answer = AnsweringServer.Answer.of(204, "text/html; charset=utf-8", new byte[0]);
                assertThat(call.call()).isNull();
            }
        });
    }

    private void simulate(String contentType, String body) {
        humanitec.fail(Fault.status(200).body(contentType, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "[{}]", "\"gone\"", "0"})
    void nothingButA404MeansThatSomethingIsNotThere(String body) {
        humanitec.fail(Fault.status(200).body(JSON, body).times(100));
        Instant deadline = Instant.now().plus(Duration.ofMinutes(1));

        assertUnreadable(() -> client.applications().startDeletion(SHOP));
        assertUnreadable(() -> client.environments().startDeletion(DEV));
        assertUnreadable(() -> client.environments().find(DEV));
        assertUnreadable(
                () -> client.applications().deletionPoller(SHOP, deadline).poll());
        assertUnreadable(
                () -> client.environments().deletionPoller(DEV, deadline).poll());
        assertUnreadable(() -> new RestartScenario(client).run(Applications.deletionStage(SHOP, false, null)));
        assertUnreadable(() -> new RestartScenario(client).run(Environments.deletionStage(DEV, false, null)));
        assertUnreadable(() -> TestHumanitec.result(client.applications().create(SHOP, "Shop")));
        assertThat(humanitec.requests()).allMatch(request -> request.startsWith("GET "));

        humanitec.simulator().faults().clear();
        humanitec.fail(Fault.status(404));
        assertThat(client.applications().startDeletion(SHOP)).isEqualTo(Deletion.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/plain; charset=utf-8", "TEXT/HTML"})
    void theErrorPageOfAnotherServerDoesNotMeanThatSomethingIsNotThere(String contentType) {
        humanitec.fail(
                Fault.status(404).body(contentType, "default backend - 404").times(100));

        assertFromAnotherServer(() -> client.applications().startDeletion(SHOP));
        assertFromAnotherServer(() -> client.environments().find(DEV));
        assertFromAnotherServer(() -> client.environments()
                .deletionPoller(DEV, Instant.now().plus(Duration.ofMinutes(1)))
                .poll());
        assertFromAnotherServer(() -> new RestartScenario(client).run(Environments.deletionStage(DEV, true, null)));
        assertThat(humanitec.requests()).allMatch(request -> request.startsWith("GET "));

        humanitec.simulator().faults().clear();
        humanitec.fail(Fault.status(404).on("DELETE", "/values/LOG_LEVEL").body(contentType, "default backend - 404"));
        client.values().set(SHOP, ValueSetting.plain("LOG_LEVEL", "info"));
        assertFromAnotherServer(() -> client.values().delete(SHOP, "LOG_LEVEL"));
    }

    private static void assertFromAnotherServer(ThrowingCallable call) {
        assertThatExceptionOfType(UnexpectedStatusException.class)
                .isThrownBy(call)
                .withMessageEndingWith(
                        "answered 404: default backend - 404. This is not a response of the Humanitec API."
                                + " Check the URL of the API and the proxies in between");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\": \"shop\"}", "{\"id\": \"shop\", \"status\": null}", "{\"status\": \"\"}"})
    void whatDoesNotTellItsStatusIsStillThere(String body) throws InterruptedException {
        humanitec.fail(Fault.status(200).on("GET", "/apps/shop").body(JSON, body));

        assertThat(new RestartScenario(client).run(Applications.deletionStage(SHOP, true, null)))
                .isTrue();
        assertThat(humanitec.requests()).contains("DELETE /orgs/acme/apps/shop");
    }

    private static void assertUnreadable(ThrowingCallable call) {
        assertThatExceptionOfType(UnreadableResponseException.class).isThrownBy(call);
    }

    @ParameterizedTest
    @ValueSource(strings = {"listEnvironments {}", "getEnvironment []", "getEnvironment null", "listEnvironments "})
    void whatIsAskedForByTheNameOfAnOperationIsCheckedToo(String operationAndBody) {
        String[] parts = operationAndBody.split(" ", 2);
        simulate(JSON, parts[1]);
        Map<String, String> parameters = parts[0].startsWith("list")
                ? Map.of("orgId", "acme", "appId", "shop")
                : Map.of("orgId", "acme", "appId", "shop", "envId", "dev");

        assertUnreadable(() -> AnyRequest.of(parts[0], parameters, null).send(client.context()));
    }

    @Test
    void aPageIsNoAnswerToARequestByTheNameOfAnOperation() {
        simulate("text/html", PAGE);
        AnyRequest request = AnyRequest.of(
                "deleteEnvironmentValue", Map.of("orgId", "acme", "appId", "shop", "envId", "dev", "key", "A"), null);

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> request.send(client.context()))
                .withMessageContaining(MAYBE_DONE);
    }

    @Test
    void aPageIsNoYaml() {
        RepresentationsApi api = client.api(RepresentationsApi.class);
        simulate("text/html", PAGE);
        assertUnreadable(() -> api.getPipelineYaml("acme", "shop", "default", null));
        simulate("application/x-yaml", "");
        assertUnreadable(() -> api.getPipelineYaml("acme", "shop", "default", null));
        simulate("application/x-yaml", "# A definition\nname: x\n");
        assertThat(api.getPipelineYaml("acme", "shop", "default", null)).startsWith("# A definition");
    }

    @Test
    void aSetThatHasNoIdIsUnreadable() {
        humanitec.shop().env("dev").deployed();
        humanitec.fail(Fault.status(200).on("GET", "/sets/").body(JSON, "{\"modules\": {}, \"shared\": []}"));

        assertUnreadable(() -> client.differences().betweenSets(SHOP, "a", "b"));
        simulate(JSON, "{\"modules\": {}, \"shared\": []}");
        assertThat(humanitec
                        .client()
                        .api(SetsApi.class)
                        .getSet("acme", "shop", "a", "b")
                        .difference())
                .isPresent();
    }

    @Test
    void bytesThatAreNoTextAreUnreadable() {
        simulate(JSON, new String(new byte[] {0, 0, 0x7f, 0x7f, 0, 0, 0x7f, 0x7f}, StandardCharsets.ISO_8859_1));

        assertUnreadable(() -> client.applications().list("acme"));
    }

    @Test
    void aFieldOfAnotherTypeIsPassedOverWhereALaterVersionMayHaveIt() {
        simulate(JSON, "{\"id\": \"shop\", \"added_later\": [1], \"name\": \"Shop\"}");

        Application app = client.api(ApplicationsApi.class).getApplication("acme", "shop");

        assertThat(app.getName()).isEqualTo("Shop");
    }

    @Test
    void aMissingObjectIsStillNotFound() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.api(ApplicationsApi.class).getApplication("acme", "nothing"));
    }
}
