package io.jenkins.plugins.humanitec.client.http;

import feign.RequestTemplate;
import feign.codec.Encoder;
import feign.form.FormEncoder;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes request bodies in the media type of the operation: JSON, YAML or a multipart form. */
final class BodyEncoder implements Encoder {

    private final JsonCodec json;

    BodyEncoder(JsonCodec json) {
        this.json = json;
    }

    @Override
    public void encode(Object body, Type type, RequestTemplate template) {
        String contentType = template.headers().getOrDefault("Content-Type", List.of()).stream()
                .findFirst()
                .orElse("");
        if (body instanceof byte[] bytes) {
            template.body(bytes, StandardCharsets.UTF_8);
        } else if (contentType.startsWith("multipart/")) {
            // Created only when needed, since few programs send a form and its classes take time to load.
            new FormEncoder(json).encode(body, type, template);
        } else if (contentType.endsWith("yaml") && body instanceof String text) {
            template.body(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        } else {
            // JSON is valid YAML (YAML 1.2, 1.3), so bodies other than text are always written as JSON.
            json.encode(body, type, template);
        }
    }
}
