package io.jenkins.plugins.humanitec.simulator.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The vendor's client for Node.js, and the script that walks all flows with it. */
public final class VendorClient {

    private static final String PACKAGE = "@humanitec/autogen";
    private static final String VERSION = "0.0.11";
    private static final int NODE = 20;
    private static final int MINUTES = 5;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;

    /**
     * Creates the client.
     *
     * @param directory the directory to install it in
     */
    public VendorClient(Path directory) {
        this.directory = directory;
    }

    /** @return why the client cannot be used here; empty if it can be */
    public static Optional<String> missing() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            String version = new String(node.getInputStream().readAllBytes()).trim();
            int major = Integer.parseInt(version.replaceAll("^v(\\d+).*", "$1"));
            return node.waitFor() == 0 && major >= NODE
                    ? Optional.empty()
                    : Optional.of("Node.js " + NODE + " is needed, and this is " + version);
        } catch (IOException | NumberFormatException e) {
            return Optional.of("Node.js is missing");
        }
    }

    /** Installs the client if it is not there yet. */
    public void install() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path installed = directory.resolve("node_modules/" + PACKAGE + "/package.json");
        if (Files.exists(installed)
                && JSON.readTree(installed.toFile()).path("version").asText().equals(VERSION)) {
            return;
        }
        run(
                Map.of(),
                "npm",
                "install",
                "--prefix",
                directory.toString(),
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                PACKAGE + "@" + VERSION);
    }

    /**
     * Walks all flows.
     *
     * @param operations the operations of the contract
     * @param simulator the URL of the simulator
     * @param token the token of the administrator
     * @return why each flow failed, by its name; an empty text if its assertions held
     */
    public Map<String, String> walk(List<ContractOperation> operations, URI simulator, String token)
            throws IOException, InterruptedException {
        ArrayNode list = JSON.createArrayNode();
        for (ContractOperation operation : operations) {
            ObjectNode json = list.addObject()
                    .put("id", operation.id())
                    .put("method", operation.method())
                    .put("path", operation.path())
                    .put("type", operation.bodyType());
            ArrayNode parameters = json.putArray("parameters");
            operation
                    .parameters()
                    .forEach(parameter -> parameters
                            .addObject()
                            .put("name", parameter.getName())
                            .put("in", parameter.getIn()));
        }
        JSON.writeValue(directory.resolve("operations.json").toFile(), list);
        Path flows = directory.resolve("flows.json");
        Files.deleteIfExists(flows);
        run(
                Map.of(
                        "CONFORMANCE_DIRECTORY", directory.toString(),
                        "CONFORMANCE_URL", simulator.toString(),
                        "CONFORMANCE_TOKEN", token),
                "node",
                Path.of("src/conformance/walk.mjs").toAbsolutePath().toString());
        Map<String, String> failures = new TreeMap<>();
        for (JsonNode flow : JSON.readTree(flows.toFile())) {
            failures.put(flow.get("flow").asText(), flow.path("failure").asText(""));
        }
        return failures;
    }

    private void run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path log = directory.resolve(command[0] + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(command[0] + " does not end.");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    command[0] + " ended with " + process.exitValue() + ":\n" + Files.readString(log));
        }
    }
}
