package io.jenkins.plugins.humanitec.client.errors;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.RetryPolicy;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorsTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private HumanitecClient once() {
        return humanitec.builder().retryPolicy(RetryPolicy.NONE).build();
    }

    private <E extends Throwable> E failure(Class<E> type, HumanitecClient client) {
        E failure = catchThrowableOfType(type, () -> client.values().list(SHOP));
        assertThat(failure).isNotNull();
        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain(TestHumanitec.TOKEN);
        return failure;
    }

    static Stream<Arguments> statuses() {
        return Stream.of(
                Arguments.of(400, BadRequestException.class),
                Arguments.of(401, UnauthorizedException.class),
                Arguments.of(403, ForbiddenException.class),
                Arguments.of(404, NotFoundException.class),
                Arguments.of(405, MethodNotAllowedException.class),
                Arguments.of(409, ConflictException.class),
                Arguments.of(422, UnprocessableEntityException.class),
                Arguments.of(429, TooManyRequestsException.class),
                Arguments.of(500, ServerErrorException.class),
                Arguments.of(503, ServerErrorException.class),
                Arguments.of(302, UnexpectedStatusException.class),
                Arguments.of(418, UnexpectedStatusException.class));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void eachStatusHasItsException(int status, Class<? extends ApiException> type) {
        humanitec.fail(Fault.status(status)
                .body(
                        "application/json",
                        "{\"error\": \"API-7\", \"message\": \"No way.\", \"details\": {\"field\": \"key\"}}"));

        ApiException e = failure(type, once());

        assertThat(e.status()).isEqualTo(status);
        assertThat(e.code()).contains("API-7");
        assertThat(e.apiMessage()).isEqualTo("No way.");
        assertThat(e.details()).isEqualTo(Map.of("field", "key"));
        assertThat(e.method()).isEqualTo("GET");
        assertThat(e.path()).isEqualTo("/orgs/acme/apps/shop/values");
        assertThat(e).hasMessage("GET /orgs/acme/apps/shop/values answered " + status + " API-7: No way.");
    }

    @Test
    void theApiItselfRefusesAWrongToken() {
        HumanitecClient stranger = humanitec.builder().bearerToken("wrong").build();

        assertThat(failure(UnauthorizedException.class, stranger)).hasMessageContaining("Could not validate token");
    }

    @Test
    void aJwtIsPresentedAsOne() {
        humanitec.builder().jwt(TestHumanitec.TOKEN).build().values().list(SHOP);
        humanitec.client().values().list(SHOP);

        assertThat(humanitec.recorded()).extracting("scheme").containsExactly("JWT", "Bearer");
        assertThat(humanitec.recorded().get(0).headers().get("user-agent")).matches("humanitec-client/\\d.*");
    }

    @Test
    void anHtmlErrorPageIsToldInALine() {
        humanitec.fail(Fault.status(502)
                .body(
                        "text/html",
                        "<html><head><style>p {}</style></head>\n<body><h1>Bad Gateway</h1>\n</body></html>"));

        assertThat(failure(ServerErrorException.class, once()))
                .hasMessage("GET /orgs/acme/apps/shop/values answered 502: Bad Gateway");
    }

    @Test
    void aMessageForgesNoLineAndSteersNoTerminal() {
        humanitec.fail(Fault.status(400)
                .body(
                        "application/json",
                        "{\"error\": \"API-7\\n\", \"message\": \"no\\r\\nGET /x answered 200 \\u001b[2J\"}"));

        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> humanitec.client().values().list(SHOP))
                .satisfies(e -> assertThat(e.getMessage())
                        .contains("API-7")
                        .contains("no GET /x answered 200")
                        .doesNotContainPattern("\\p{Cntrl}"));
    }

    @Test
    void theTokenIsNotInAnErrorThatQuotesIt() {
        String token = TestHumanitec.TOKEN;
        humanitec.fail(Fault.status(400)
                .body(
                        "application/json",
                        "{\"error\": \"%s\", \"message\": \"got %s\", \"details\": {\"token\": \"%s\"}}"
                                .formatted(token, token, token)));
        BadRequestException failure = failure(BadRequestException.class, once());
        assertThat(failure).hasMessage("GET /orgs/acme/apps/shop/values answered 400 ****: got ****");
        assertThat(failure.details()).containsEntry("token", "****");

        humanitec.fail(Fault.status(502).body("text/html", "<p>" + "x".repeat(192) + token + "</p>"));
        assertThat(failure(ServerErrorException.class, once()).getMessage()).endsWith("xx****");
    }

    @Test
    void anErrorBodyThatIsCutOffIsToldAsFarAsItGoes() {
        humanitec.fail(Fault.status(400).body("application/json", "{\"error\": \"API-7\", \"mess"));

        assertThat(failure(BadRequestException.class, once()))
                .hasMessageContaining("answered 400: {\"error\": \"API-7\"");
    }

    @Test
    void anErrorWithoutABodyIsStillAnError() {
        humanitec.fail(Fault.status(403).body("text/plain", ""));

        assertThat(failure(ForbiddenException.class, once()))
                .hasMessage("GET /orgs/acme/apps/shop/values answered 403");
    }

    @Test
    void anErrorThatIsNullIsStillAnError() {
        humanitec.fail(Fault.status(403).body("application/json", "null"));

        assertThat(failure(ForbiddenException.class, once()))
                .hasMessage("GET /orgs/acme/apps/shop/values answered 403");
    }

    @Test
    void aLongBodyIsShortened() {
        humanitec.fail(Fault.status(400).body("text/plain", "x".repeat(100_000)));

        assertThat(failure(BadRequestException.class, once()).getMessage()).hasSizeLessThan(300);
    }

    @Test
    void aSuccessThatIsNoJsonIsUnreadable() {
        humanitec.fail(Fault.status(200).body("text/html", "<html>Please log in</html>"));

        assertThat(failure(UnreadableResponseException.class, once())).hasMessageContaining("text/html");
    }

    @Test
    void aSuccessOfTheWrongTypeIsUnreadable() {
        humanitec.fail(Fault.status(200).body("application/json", "{\"key\": \"not a list\"}"));

        failure(UnreadableResponseException.class, once());
    }

    @Test
    void aTruncatedSuccessIsTransportTrouble() {
        humanitec.fail(Fault.of(Fault.Kind.TRUNCATE));
        humanitec.shop().setValue("A", "a", "", false);

        assertThat(failure(TransportException.class, once()).path()).isEqualTo("/orgs/acme/apps/shop/values");
    }

    @Test
    void aBodyThatNeverEndsTimesOut() {
        humanitec.fail(Fault.of(Fault.Kind.STALL));
        humanitec.shop().setValue("A", "a", "", false);
        HumanitecClient impatient = humanitec
                .builder()
                .retryPolicy(RetryPolicy.NONE)
                // Long enough for the headers on a busy machine.
                .requestTimeout(Duration.ofSeconds(2))
                .build();

        assertThat(failure(TransportException.class, impatient)).hasMessageContaining("did not end within the timeout");
    }

    @Test
    void nobodyListeningIsTransportTroubleThatNamesTheHost() {
        HumanitecClient lost = humanitec
                .builder()
                .baseUri(URI.create("http://127.0.0.1:1"))
                .retryPolicy(RetryPolicy.NONE)
                .build();

        assertThat(failure(TransportException.class, lost)).hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void theWaitOfARateLimitIsTold() {
        humanitec.fail(Fault.status(429).retryAfter("17"));

        assertThat(failure(TooManyRequestsException.class, once()).retryAfter()).contains(Duration.ofSeconds(17));
    }

    @Test
    void invalidInputIsNoHumanitecException() {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new AppRef("acme", "Shop"));
    }
}
