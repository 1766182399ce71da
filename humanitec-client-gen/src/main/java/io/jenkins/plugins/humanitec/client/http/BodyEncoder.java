package io.jenkins.plugins.humanitec.client.http;

import feign.RequestTemplate;
import feign.codec.Encoder;
import feign.form.FormData;
import feign.form.FormEncoder;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes request bodies in the media type of the operation: JSON, YAML or a multipart form. */
final class BodyEncoder implements Encoder {

    private static final Pattern LINE_BREAK = Pattern.compile("[\\r\\n]");
    private static final Pattern END_OF_NAME = Pattern.compile("[\\r\\n\"\\\\]");

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

    /**
     * Checks the value of a field of a multipart form. Feign writes it without escaping it, so it could contain other
     * fields.
     *
     * @param name the name of the field, for the message
     * @param value the value, or null
     * @return the value
     * @throws InvalidInputException if a text has line breaks, or the name of a file has line breaks, quotation marks
     *     or backslashes
     */
    static @Nullable Object requireFormValue(String name, @Nullable Object value) {
        if (value instanceof FormData file) {
            String fileName = file.getFileName();
            if (fileName != null && END_OF_NAME.matcher(fileName).find()) {
                throw new InvalidInputException("The file name of " + name
                        + " must have no line breaks, quotation marks or backslashes, since it is sent in a form.");
            }
        } else if (value != null && LINE_BREAK.matcher(value.toString()).find()) {
            throw new InvalidInputException(
                    "The value of " + name + " must have no line breaks, since it is sent in a form.");
        }
        return value;
    }
}
