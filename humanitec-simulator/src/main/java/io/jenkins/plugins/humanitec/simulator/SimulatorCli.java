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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the simulator. Runs a simulator until the process is stopped. */
@Command(
        name = "humanitec-simulator",
        mixinStandardHelpOptions = true,
        description = "Runs a simulator of the Humanitec API on 127.0.0.1. All data is in memory.")
public final class SimulatorCli implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "8081",
            description = "the port to listen on; 0 for any free port (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--token",
            defaultValue = "simulator-token",
            description = "the token of the administrator, as bearer token or JWT (default: ${DEFAULT-VALUE})")
    private String token;

    @Option(
            names = "--demo",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "start with demo data in the organization acme (default); --no-demo starts without data")
    private boolean demo;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "start with the data in this YAML file instead of demo data;"
                    + " GET /_simulator/data writes such a file")
    private Path data;

    @Option(
            names = "--settling",
            defaultValue = "PT2S",
            description =
                    "the duration of a deployment, pipeline run or change of replicas, in ISO 8601 (default: ${DEFAULT-VALUE})")
    private Duration settling;

    @Option(
            names = "--deletion",
            defaultValue = "PT3S",
            description = "the duration of a deletion, in ISO 8601 (default: ${DEFAULT-VALUE})")
    private Duration deletion;

    @Option(
            names = "--requests-per-second",
            defaultValue = "0",
            description =
                    "the number of requests accepted per second, others are answered with 429; 0 for no limit (default)")
    private int requestsPerSecond;

    @Option(
            names = "--check-answers",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "validate each answer against the contract (default); --no-check-answers makes long lists faster")
    private boolean checksAnswers;

    @Option(
            names = "--speed",
            defaultValue = "1",
            description = "how many seconds of the simulator pass in one second, 1 or more (default: ${DEFAULT-VALUE})")
    private int speed;

    @Option(
            names = "--strict",
            description = "refuse requests that are not valid against the contract, for example with unknown fields;"
                    + " without it, the simulator accepts what the API accepts")
    private boolean strict;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description =
                    "use TLS and HTTP/2 with the key in this PKCS #12 file; the file is created if it does not exist, and"
                            + " clients can use it as their trust store (password: " + TlsKeyStore.PASSWORD + ")")
    private Path tlsKeyStore;

    /**
     * Runs the command and ends the process.
     *
     * @param args the options; {@code --help} lists them
     */
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

    private Simulator start(SimulatorOptions options) {
        try {
            return Simulator.start(options, data != null ? DataFile.read(data) : demo ? DemoData::addTo : world -> {});
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "The file " + data + " cannot be read.", e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), data + ": " + e.getMessage(), e);
        }
    }

    /**
     * Starts the simulator, prints its URL, and waits until the process is stopped.
     *
     * @return the exit code 0
     * @throws IOException if the key store cannot be read or created
     * @throws GeneralSecurityException if the key or the certificate in the key store cannot be used
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws RuntimeException if the simulator cannot listen on the port
     */
    @Override
    public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
        SSLContext tls =
                tlsKeyStore == null ? null : TlsKeyStore.at(tlsKeyStore).context();
        SimulatorOptions options = new SimulatorOptions(
                port, token, settling, deletion, requestsPerSecond, checksAnswers, tls, strict, speed);
        Simulator simulator = start(options);
        // Before the address is printed: who reads it may stop the process at once, and then no hook can be added.
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
        System.out.println("Humanitec simulator listens on " + simulator.baseUri());
        System.out.flush();
        new CountDownLatch(1).await();
        return 0;
    }
}
