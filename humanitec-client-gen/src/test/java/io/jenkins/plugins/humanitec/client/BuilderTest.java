package io.jenkins.plugins.humanitec.client;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @Test
    void aTokenMustBeGiven() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> HumanitecClient.builder().build())
                .withMessageContaining("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "line\nbreak", "ünicode"})
    void aTokenThatNoHeaderCanHaveIsRefusedWithoutShowingIt(String token) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> HumanitecClient.builder().bearerToken(token))
                .satisfies(e -> {
                    if (!token.isBlank()) {
                        assertThat(e.getMessage()).doesNotContain(token);
                    }
                });
    }

    @Test
    void aTokensLastLineBreakIsTakenAway() {
        humanitec
                .builder()
                .bearerToken(TestHumanitec.TOKEN + "\n")
                .build()
                .values()
                .list(SHOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://x.example",
                "api.example",
                "https:///path",
                "https://u:p@x.example",
                "https://x.example?a=b",
                "https://x.example#part",
                "https://x.example:99999",
                "https://x.example:0",
                "https://x_y.example:99999/",
                "https://x.example/a/../b",
                "https://x.example/a//b",
                "mailto:x@example.com"
            })
    void aBaseUriThatIsNoneIsRefused(String uri) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> HumanitecClient.builder().baseUri(URI.create(uri)))
                .withMessageNotContaining("u:p");
    }

    @Test
    void aSlashAtTheEndOfTheBaseUriDoesNotMatter() {
        URI uri = URI.create(humanitec.simulator().baseUri() + "/");

        humanitec.builder().baseUri(uri).build().values().list(SHOP);

        assertThat(humanitec.requests()).containsExactly("GET /orgs/acme/apps/shop/values");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://API.example.com/V1/, https://api.example.com/V1",
        "https://api.example.com:443, https://api.example.com:443",
        "https://[::1]:8443/, https://[::1]:8443",
        "https://api.example.com:/v1, https://api.example.com/v1"
    })
    void capitalsInTheBaseUriDoNotMatter(URI given, URI used) {
        assertThat(humanitec.builder().baseUri(given).build().baseUri()).isEqualTo(used);
    }

    @Test
    void aSchemeInCapitalsIsCalled() {
        URI uri =
                URI.create(humanitec.simulator().baseUri().toString().replace("http://127.0.0.1", "HTTP://LOCALHOST"));

        humanitec.builder().baseUri(uri).build().values().list(SHOP);

        assertThat(humanitec.requests()).hasSize(1);
    }

    @Test
    void anHttpClientThatFollowsRedirectsIsRefused() {
        HttpClient follower = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.builder().httpClient(follower))
                .withMessageContaining("redirects");
    }

    @Test
    void theCallersHttpClientIsUsedWithItsProxy() {
        HttpClient proxied = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(
                        "127.0.0.1", humanitec.simulator().baseUri().getPort())))
                .build();

        // Only the proxy knows this host.
        humanitec
                .builder()
                .baseUri(URI.create("http://humanitec.invalid"))
                .plainHttp(true)
                .httpClient(proxied)
                .build()
                .values()
                .list(SHOP);

        assertThat(humanitec.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://humanitec.invalid", "http://10.0.0.1", "http://127.0.0.1.example.com"})
    void theTokenIsNotSentInPlainHttpToAnotherMachine(String uri) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.builder().baseUri(URI.create(uri)).build())
                .withMessageContaining("could be read on its way");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:80", "http://localhost", "http://[::1]:8080", "https://humanitec.invalid"})
    void theTokenIsSentToThisMachineOrEncrypted(String uri) {
        assertThat(humanitec.builder().baseUri(URI.create(uri)).build().baseUri())
                .isEqualTo(URI.create(uri));
    }

    @Test
    void responsesHaveToHaveRoomForSomething() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.builder().maxResponseBytes(0));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.builder().totalTimeout(Duration.ZERO));
    }

    @Test
    void timeoutsMustBePositive() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.builder().requestTimeout(Duration.ZERO));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.builder().connectTimeout(Duration.ofSeconds(-1)));
    }
}
