package io.jenkins.plugins.humanitec.simulator.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.humanitec.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Sends plain requests to a simulator. */
public final class ApiClient {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Simulator simulator;

    /**
     * Creates the client.
     *
     * @param simulator the running simulator
     */
    public ApiClient(Simulator simulator) {
        this.simulator = simulator;
    }

    /**
     * Sends a request.
     *
     * @param method the HTTP method
     * @param path the path
     * @param type the media type of the body; without a body, the one that is accepted
     * @param body the body; null for none
     * @return the answer
     */
    public HttpResponse<String> send(String method, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.baseUri() + path))
                .header("Authorization", "Bearer " + simulator.token())
                .header(body == null ? "Accept" : "Content-Type", type)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /**
     * Sends a request that must succeed.
     *
     * @param method the HTTP method
     * @param path the path
     * @param body the body in JSON; null for none
     * @return the body of the answer
     */
    public JsonNode json(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(method, path, "application/json", body);
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
