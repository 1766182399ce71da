package io.jenkins.plugins.humanitec.simulator;

import io.jenkins.plugins.humanitec.simulator.http.TlsKeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * The options of a simulator. The values are not checked before the simulator starts.
 *
 * @param port the port to listen on, 1 to 65535; 0 for any free port
 * @param token the token of the administrator, not null; requests send it as {@code Authorization: Bearer} or {@code JWT}
 * @param settling the duration of a deployment, of a pipeline run and of a change of replicas; zero or more
 * @param deletion the duration of the deletion of an application or environment; zero or more. With zero, the deletion is
 *     complete when the request is answered
 * @param requestsPerSecond the number of requests that are accepted per second; others get the status 429. 0 for no limit
 * @param checksAnswers whether to validate each answer against the contract and to answer 500 if it is not valid. The
 *     validation of long lists takes most of the time of a request
 * @param tls the TLS context of the server, which also enables HTTP/2; null for HTTP/1.1 without TLS
 * @param strict whether requests must be valid against the contract. Otherwise they are accepted as by the API: without a
 *     content type, with unknown fields, and with null for optional fields
 * @param speed how many seconds of the simulator pass in one second, 1 or more
 */
public record SimulatorOptions(
        int port,
        String token,
        Duration settling,
        Duration deletion,
        int requestsPerSecond,
        boolean checksAnswers,
        SSLContext tls,
        boolean strict,
        int speed) {

    /**
     * Any free port, the token {@code simulator-token}, and 100 milliseconds for each change and deletion. No limit of
     * requests, no TLS. Answers are validated.
     */
    public static final SimulatorOptions DEFAULT =
            new SimulatorOptions(0, "simulator-token", Duration.ofMillis(100), Duration.ofMillis(100));

    /**
     * Creates options without a limit of requests and without TLS. Answers are validated.
     *
     * @param port the port to listen on, 1 to 65535; 0 for any free port
     * @param token the token of the administrator, not null
     * @param settling the duration of a deployment, of a pipeline run and of a change of replicas; zero or more
     * @param deletion the duration of the deletion of an application or environment; zero or more
     */
    public SimulatorOptions(int port, String token, Duration settling, Duration deletion) {
        this(port, token, settling, deletion, 0, true, null, false, 1);
    }

    /**
     * Returns these options with TLS and HTTP/2.
     *
     * @param context the TLS context of the server, for example {@link TlsKeyStore#context()}; null for no TLS
     * @return the new options
     */
    public SimulatorOptions withTls(SSLContext context) {
        return new SimulatorOptions(
                port, token, settling, deletion, requestsPerSecond, checksAnswers, context, strict, speed);
    }

    /** @return these options with requests that must be valid against the contract, for tests of clients */
    public SimulatorOptions withStrict() {
        return new SimulatorOptions(
                port, token, settling, deletion, requestsPerSecond, checksAnswers, tls, true, speed);
    }

    /**
     * Returns these options with time that runs faster.
     *
     * @param factor how many seconds of the simulator pass in one second, 1 or more
     * @return the new options
     */
    public SimulatorOptions withSpeed(int factor) {
        return new SimulatorOptions(
                port, token, settling, deletion, requestsPerSecond, checksAnswers, tls, strict, factor);
    }
}
