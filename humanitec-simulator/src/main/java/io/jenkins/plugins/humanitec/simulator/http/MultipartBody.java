package io.jenkins.plugins.humanitec.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.swagger.v3.core.util.Yaml;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.MultipartParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads a body of the type {@code multipart/form-data} as a JSON object with a field for each part. */
final class MultipartBody implements MultipartParser.PartHandler {

    private final ObjectNode json = JsonResponses.JSON.createObjectNode();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private String name;
    private String file;
    private String type;

    private MultipartBody() {}

    /**
     * Reads a body. A part with an object in JSON or YAML becomes an object. An archive becomes its file name.
     *
     * @param contentType the content type with the boundary
     * @param body the body
     * @return the parts by name
     * @throws Problem with status 400 if the body cannot be read
     */
    static ObjectNode read(String contentType, byte[] body) {
        String boundary = Headers.extractQuotedValueFromHeader(contentType, "boundary");
        Problem.badRequestIf(boundary == null, "The content type has no boundary.");
        MultipartBody parts = new MultipartBody();
        MultipartParser.ParseState state = MultipartParser.beginParse(
                new DefaultByteBufferPool(false, body.length + 1),
                parts,
                boundary.getBytes(StandardCharsets.US_ASCII),
                StandardCharsets.UTF_8.name());
        try {
            state.parse(ByteBuffer.wrap(body));
        } catch (IOException e) {
            throw Problem.badRequest("The form cannot be read: " + e.getMessage());
        }
        Problem.badRequestIf(!state.isComplete(), "The form has no end.");
        return parts.json;
    }

    @Override
    public void beginPart(HeaderMap headers) {
        String disposition = String.valueOf(headers.getFirst(Headers.CONTENT_DISPOSITION));
        name = Headers.extractQuotedValueFromHeader(disposition, "name");
        file = Headers.extractQuotedValueFromHeader(disposition, "filename");
        type = String.valueOf(headers.getFirst(Headers.CONTENT_TYPE));
        content.reset();
    }

    @Override
    public void data(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        content.writeBytes(bytes);
    }

    @Override
    public void endPart() {
        if (name != null) {
            boolean isArchive = file != null && type.matches("application/(x-gzip|gzip|octet-stream).*");
            json.set(name, isArchive ? TextNode.valueOf(file) : value(content.toString(StandardCharsets.UTF_8)));
        }
    }

    private static JsonNode value(String text) {
        try {
            JsonNode value = Yaml.mapper().readTree(text);
            return value.isObject() ? value : TextNode.valueOf(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }
}
