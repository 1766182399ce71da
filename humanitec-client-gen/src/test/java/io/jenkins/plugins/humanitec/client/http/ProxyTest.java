package io.jenkins.plugins.humanitec.client.http;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.errors.ForbiddenException;
import io.jenkins.plugins.humanitec.client.errors.ProxyAuthenticationException;
import io.jenkins.plugins.humanitec.client.testing.AskingProxy;
import io.jenkins.plugins.humanitec.client.testing.JavaProcess;
import io.jenkins.plugins.humanitec.client.testing.TestCertificate;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.client.testing.TunnelMain;
import io.jenkins.plugins.humanitec.client.values.ValueSetting;
import io.jenkins.plugins.humanitec.simulator.http.TlsKeyStore;
import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through a proxy that asks for credentials, as Jenkins is set up with one as soon as its proxy has a user name. */
class ProxyTest {

    private static final String BASIC = "Basic realm=\"Corporate, Inc.\"";

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private static Authenticator knowing(String user, String password) {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                        ? new PasswordAuthentication(user, password.toCharArray())
                        : null;
            }
        };
    }

    private static Authenticator knowing() {
        return knowing(AskingProxy.USER, AskingProxy.PASSWORD);
    }

    private HumanitecClient through(AskingProxy proxy, Authenticator authenticator) {
        HttpClient.Builder http = HttpClient.newBuilder().proxy(proxy.selector());
        if (authenticator != null) {
            http.authenticator(authenticator);
        }
        return humanitec.builder().httpClient(http.build()).build();
    }

    @Test
    void theTokenArrivesAndTheProxyGetsItsCredentials() throws IOException {
        try (AskingProxy proxy = new AskingProxy(BASIC)) {
            HumanitecClient client = through(proxy, knowing());

            client.values().set(SHOP, ValueSetting.plain("A", "a"));
            client.values().set(SHOP, ValueSetting.plain("A", "b"));

            assertThat(humanitec.shop().values().get("A").value()).isEqualTo("b");
            assertThat(proxy.refused()).as("requests before it has asked").hasSize(1);
            assertThat(proxy.passed()).hasSize(4);
            assertThat(humanitec.recorded())
                    .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("proxy-authorization"));
        }
    }

    @Test
    void whoSharesAnHttpClientSharesWhatTheProxyAskedFor() throws IOException {
        try (AskingProxy proxy = new AskingProxy(BASIC)) {
            HttpClient http = HttpClient.newBuilder()
                    .proxy(proxy.selector())
                    .authenticator(knowing())
                    .build();

            for (int i = 0; i < 3; i++) {
                humanitec.builder().httpClient(http).build().values().list(SHOP);
            }

            assertThat(proxy.refused()).hasSize(1);
        }
    }

    @Test
    void aRequestThatChangesSomethingMayBeTheFirst() throws IOException {
        try (AskingProxy proxy = new AskingProxy("Negotiate", BASIC)) {
            TestHumanitec.result(through(proxy, knowing()).applications().create(SHOP, "The shop"));

            assertThat(humanitec.requests()).containsExactly("GET /orgs/acme/apps/shop", "PATCH /orgs/acme/apps/shop");
        }
    }

    @Test
    void manyThreadsMayBeTheFirst() throws Exception {
        try (AskingProxy proxy = new AskingProxy(BASIC)) {
            HumanitecClient client = through(proxy, knowing());
            ExecutorService threads = Executors.newFixedThreadPool(16);
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                calls.add(threads.submit(() -> client.values().list(SHOP)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
            threads.shutdown();

            assertThat(humanitec.requests()).hasSize(64);
        }
    }

    /** Jenkins' HTTP client has an authenticator for all hosts, those that need no proxy among them. */
    @Test
    void theTokenArrivesWhereNoProxyIsNeeded() {
        HttpClient http = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .authenticator(knowing())
                .build();

        humanitec.builder().httpClient(http).build().values().list(SHOP);

        assertThat(humanitec.requests()).containsExactly("GET /orgs/acme/apps/shop/values");
    }

    private static String refusal(HumanitecClient client) {
        ProxyAuthenticationException refusal = org.assertj.core.api.Assertions.catchThrowableOfType(
                ProxyAuthenticationException.class, () -> client.values().list(SHOP));
        assertThat(refusal.status()).isEqualTo(407);
        return refusal.getMessage().replaceFirst(".* answered 407: the proxy 127\\.0\\.0\\.1:\\d+ ", "");
    }

    @Test
    void wrongCredentialsAreSentOnce() throws IOException {
        try (AskingProxy proxy = new AskingProxy(BASIC)) {
            HumanitecClient client = through(proxy, knowing("jenkins", "wrong"));

            assertThat(refusal(client)).isEqualTo("rejects the user name and the password that are set for it.");
            // More would lock the account where such are counted.
            assertThat(proxy.refused()).hasSize(2);
        }
    }

    @Test
    void wrongCredentialsAreNotSentUnlessTheProxyAsks() throws IOException {
        try (AskingProxy proxy = new AskingProxy(BASIC)) {
            HumanitecClient client = through(proxy, knowing("jenkins", "wrong"));
            refusal(client);
            refusal(client);

            assertThat(proxy.refused())
                    .extracting(head -> head.contains("Proxy-Authorization"))
                    .containsExactly(false, true, false, true);
        }
    }

    @Test
    void theCredentialsAreNotInAnErrorThatQuotesThem() throws IOException {
        try (AskingProxy proxy = new AskingProxy(BASIC)) {
            proxy.forbid();
            HttpClient http = HttpClient.newBuilder()
                    .proxy(proxy.selector())
                    .authenticator(knowing())
                    .build();

            // The second client never sees the challenge.
            for (int i = 0; i < 2; i++) {
                HumanitecClient client = humanitec.builder().httpClient(http).build();
                assertThatExceptionOfType(ForbiddenException.class)
                        .isThrownBy(() -> client.values().list(SHOP))
                        .withMessageContaining("Proxy-Authorization: Basic ****")
                        .satisfies(e -> assertThat(e.getMessage())
                                .doesNotContain(AskingProxy.PASSWORD)
                                .doesNotContain(AskingProxy.credentials().substring(0, 12)));
            }
            assertThat(proxy.refused()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Basic realm=\"x\" | requires a user name and a password, but none are set for it.",
                "Negotiate, NTLM | requires credentials of the scheme Negotiate or NTLM, but only Basic is supported.",
                "Digest realm=\"x\", nonce=\"y\" | requires credentials of the scheme Digest, but only Basic is supported."
            })
    void whatTheProxyAsksForIsTold(String challenge, String sentence) throws IOException {
        try (AskingProxy proxy = new AskingProxy(challenge)) {
            assertThat(refusal(through(proxy, null))).isEqualTo(sentence);
            assertThat(proxy.refused()).hasSize(1);
        }
    }

    @Test
    void aProxyNeedNotSayWhatItAsksFor() throws IOException {
        try (AskingProxy proxy = new AskingProxy()) {
            assertThat(refusal(through(proxy, knowing())))
                    .isEqualTo("requires a user name and a password, but none are set for it.");
        }
    }

    /** The body of such an answer is none, which used to be taken for one that is too large. */
    @Test
    void aRefusedTunnelIsExplained() throws IOException {
        try (AskingProxy proxy = new AskingProxy(BASIC)) {
            HttpClient http = HttpClient.newBuilder()
                    .proxy(proxy.selector())
                    .authenticator(knowing())
                    .build();
            HumanitecClient client = humanitec
                    .builder()
                    .baseUri(URI.create("https://api.humanitec.invalid"))
                    .httpClient(http)
                    .build();

            assertThat(refusal(client))
                    .isEqualTo(
                            "requires a user name and a password. Java does not send them in the scheme Basic unless it is "
                                    + "started with -Djdk.http.auth.tunneling.disabledSchemes= (with nothing after the equals "
                                    + "sign).");
        }
    }

    @Test
    void aTunnelIsOpenedOnceJavaMay() throws Exception {
        Path certificate = TestCertificate.keys().file();
        Process java = JavaProcess.of(List.of(
                        "-Djdk.http.auth.tunneling.disabledSchemes=",
                        "-Djavax.net.ssl.trustStore=" + certificate,
                        "-Djavax.net.ssl.trustStorePassword=" + TlsKeyStore.PASSWORD,
                        "-cp",
                        System.getProperty("java.class.path"),
                        TunnelMain.class.getName(),
                        certificate.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(new String(java.getInputStream().readAllBytes()))
                .isEqualToNormalizingNewlines("HTTP/1.1: true, HTTP/2.0: true, refused: 2\n");
        assertThat(java.waitFor()).isZero();
    }
}
