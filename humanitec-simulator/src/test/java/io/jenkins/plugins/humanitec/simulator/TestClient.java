package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.humanitec.simulator.junit.SimulatorExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Consumer;

/** A simulator for the tests of a class, with its initial data before each test, and a client. */
final class TestClient extends SimulatorExtension {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Simulator running;
    private final String token;

    private TestClient(SimulatorOptions options, Consumer<World> data, Simulator running, String token) {
        super(options, data);
        this.running = running;
        this.token = token;
    }

    TestClient(SimulatorOptions options, Consumer<World> data) {
        this(options, data, null, options.token());
    }

    /** A client with the demo data. */
    TestClient() {
        this(SimulatorOptions.DEFAULT, DemoData::addTo);
    }

    /** A client of a simulator that is running. */
    TestClient(Simulator running) {
        this(SimulatorOptions.DEFAULT, DemoData::addTo, running, running.token());
    }

    /** A client of the same simulator with another token. */
    TestClient with(String otherToken) {
        return new TestClient(SimulatorOptions.DEFAULT, DemoData::addTo, simulator(), otherToken);
    }

    @Override
    public Simulator simulator() {
        return running == null ? super.simulator() : running;
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(simulator().baseUri() + path))
                .header("Authorization", "Bearer " + token)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        } else if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a request that must succeed, and returns the body of the answer. */
    JsonNode json(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(method, path, body);
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return JSON.readTree(response.body());
    }

    /** Sends YAML in a request that must succeed, and returns the body of the answer. */
    JsonNode yaml(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(method, path, body, "Content-Type", "application/x-yaml");
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return JSON.readTree(response.body());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json("GET", path, null);
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        return json("POST", path, body);
    }

    /** Sends a request and returns the status of the answer. */
    int status(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, path, body).statusCode();
    }
}
