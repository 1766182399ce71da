package io.jenkins.plugins.humanitec.bench.callers;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.model.SharedValue;
import io.jenkins.plugins.humanitec.client.model.SharedValueReplace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The minimum work that is needed to read the same objects with the same HTTP client. */
final class FloorCaller implements Caller {

    private final URI base;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectReader lists = Json.MAPPER.readerForListOf(SharedValue.class);
    private final ObjectReader values = Json.MAPPER.readerFor(SharedValue.class);
    private final ObjectWriter bodies = Json.MAPPER.writerFor(SharedValueReplace.class);

    FloorCaller(URI base) {
        this.base = base;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer token")
                .header("Accept", "application/json");
    }

    @Override
    public Object list(String app) throws Exception {
        return lists.readValue(http.send(
                        request("/orgs/acme/apps/" + app + "/values").build(), HttpResponse.BodyHandlers.ofByteArray())
                .body());
    }

    @Override
    public Object set() throws Exception {
        byte[] body =
                bodies.writeValueAsBytes(new SharedValueReplace().value("v").description("d"));
        return values.readValue(http.send(
                        request("/orgs/acme/apps/shop/values/KEY_0")
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body());
    }
}
