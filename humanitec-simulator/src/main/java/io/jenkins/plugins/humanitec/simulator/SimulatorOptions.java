package io.jenkins.plugins.humanitec.simulator;

import io.jenkins.plugins.humanitec.simulator.http.TlsKeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * How a simulator behaves.
 *
 * @param port where to listen, 0 to pick a free port
 * @param token the one token that gives access, as bearer token or as JWT
 * @param settling how long pods take to follow a change of replicas
 * @param deletion how long the deletion of an application takes; zero means that it is done with the request
 * @param requestsPerSecond how many requests it takes within a second before it answers 429; 0 for any number
 * @param checksAnswers whether it checks each of its own answers against the contract before it gives it, which takes longer
 *     than all else for a long list
 * @param tls what it answers over TLS with, with HTTP/2 for callers that offer it; null to answer over plain HTTP/1.1
 */
public record SimulatorOptions(
        int port,
        String token,
        Duration settling,
        Duration deletion,
        int requestsPerSecond,
        boolean checksAnswers,
        SSLContext tls) {

    /**
     * One that takes any number of requests, checks its answers, and answers over plain HTTP/1.1.
     *
     * @param port where to listen, 0 to pick a free port
     * @param token the one token that gives access, as bearer token or as JWT
     * @param settling how long pods take to follow a change of replicas
     * @param deletion how long the deletion of an application takes; zero means that it is done with the request
     */
    public SimulatorOptions(int port, String token, Duration settling, Duration deletion) {
        this(port, token, settling, deletion, 0, true, null);
    }

    /**
     * The same, but over TLS.
     *
     * @param context what to answer with, see {@link TlsKeyStore#context()}
     * @return other options
     */
    public SimulatorOptions withTls(SSLContext context) {
        return new SimulatorOptions(port, token, settling, deletion, requestsPerSecond, checksAnswers, context);
    }

    /** A free port, the token {@code simulator-token}, changes that take a tenth of a second. */
    public static final SimulatorOptions DEFAULT =
            new SimulatorOptions(0, "simulator-token", Duration.ofMillis(100), Duration.ofMillis(100));
}
