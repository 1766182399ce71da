package io.jenkins.plugins.humanitec.client.http;

import feign.RequestTemplate;
import feign.codec.Encoder;
import feign.form.FormEncoder;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes request bodies in the media type that the contract has for them: JSON, YAML, or the parts of a form. */
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
            // Made only now: few programs ever send a form, and none need wait for its classes before that.
            new FormEncoder(json).encode(body, type, template);
        } else if (contentType.endsWith("yaml") && body instanceof String text) {
            template.body(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        } else {
            // JSON is YAML too (YAML 1.2, 1.3), so what is no text already needs no other form.
            json.encode(body, type, template);
        }
    }
}
