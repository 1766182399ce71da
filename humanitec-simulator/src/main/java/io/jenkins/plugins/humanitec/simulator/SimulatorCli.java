package io.jenkins.plugins.humanitec.simulator;

import io.jenkins.plugins.humanitec.simulator.http.TlsKeyStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a simulator until the process is ended. */
@Command(
        name = "humanitec-simulator",
        mixinStandardHelpOptions = true,
        description = "A stateful in-memory Humanitec on 127.0.0.1, for trying out and for tests.")
public final class SimulatorCli implements Callable<Integer> {

    @Option(
            names = "--port",
            defaultValue = "8081",
            description = "where to listen; 0 picks a free port (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--token",
            defaultValue = "simulator-token",
            description = "the one token that gives access, as bearer token or JWT (default: ${DEFAULT-VALUE})")
    private String token;

    @Option(
            names = "--demo",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "begin with demo data, the organization acme (default); --no-demo begins empty")
    private boolean demo;

    @Option(
            names = "--settling",
            defaultValue = "PT2S",
            description = "how long pods take to follow a scale, as an ISO-8601 duration (default: ${DEFAULT-VALUE})")
    private Duration settling;

    @Option(
            names = "--deletion",
            defaultValue = "PT3S",
            description = "how long a deletion takes, as an ISO-8601 duration (default: ${DEFAULT-VALUE})")
    private Duration deletion;

    @Option(
            names = "--requests-per-second",
            defaultValue = "0",
            description =
                    "how many requests within a second are taken before the answer is 429; 0 for any number (default)")
    private int requestsPerSecond;

    @Option(
            names = "--check-answers",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "check each answer against the contract (default); --no-check-answers answers long lists faster")
    private boolean checksAnswers;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description =
                    "answer over TLS and with HTTP/2, with the key in this PKCS #12 file, which is created if it is not"
                            + " there and can be the caller's trust store (password: " + TlsKeyStore.PASSWORD + ")")
    private Path tlsKeyStore;

    /** @param args the command line */
    public static void main(String[] args) {
        discardLogs();
        System.exit(new CommandLine(new SimulatorCli()).execute(args));
    }

    /**
     * Undertow logs its version, and the schema validator logs a warning for each keyword of OpenAPI. Without a logging
     * binding on the class path, SLF4J discards both. The second property hides its warning about that.
     */
    private static void discardLogs() {
        System.setProperty("org.jboss.logging.provider", "slf4j");
        if (System.getProperty("slf4j.internal.verbosity") == null) {
            System.setProperty("slf4j.internal.verbosity", "ERROR");
        }
    }

    @Override
    public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
        SSLContext tls =
                tlsKeyStore == null ? null : TlsKeyStore.at(tlsKeyStore).context();
        SimulatorOptions options =
                new SimulatorOptions(port, token, settling, deletion, requestsPerSecond, checksAnswers, tls);
        Simulator simulator = demo ? Simulator.start(options, DemoData::addTo) : Simulator.start(options);
        System.out.println("Humanitec simulator listens on " + simulator.baseUri());
        System.out.flush();
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
        new CountDownLatch(1).await();
        return 0;
    }
}
