package io.jenkins.plugins.humanitec.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.swagger.v3.core.util.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a body of the type {@code multipart/form-data} as a JSON object with a field for each part. */
final class MultipartBody {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
    private static final Pattern NAME = Pattern.compile("\\bname=\"([^\"]*)\"");
    private static final Pattern BINARY = Pattern.compile("(?i)content-type: *application/(x-gzip|gzip|octet-stream)");
    private static final Pattern FILE = Pattern.compile("filename=\"([^\"]*)\"");

    private MultipartBody() {}

    /**
     * Reads a body. A part with an object in JSON or YAML becomes an object. An archive becomes its file name.
     *
     * @param contentType the content type with the boundary
     * @param body the body
     * @return the parts by name
     * @throws Problem with status 400 if there is no boundary
     */
    static ObjectNode read(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw Problem.badRequest("The content type has no boundary.");
        }
        ObjectNode json = JsonResponses.JSON.createObjectNode();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        for (String part : text.split(Pattern.quote("--" + boundary.group(1)))) {
            int end = part.indexOf("\r\n\r\n");
            Matcher name = NAME.matcher(end < 0 ? "" : part.substring(0, end));
            if (name.find()) {
                String headers = part.substring(0, end);
                String content = part.substring(end + 4).replaceFirst("\r\n$", "");
                Matcher file = FILE.matcher(headers);
                json.set(
                        name.group(1),
                        file.find() && BINARY.matcher(headers).find()
                                ? JsonResponses.JSON.getNodeFactory().textNode(file.group(1))
                                : value(content));
            }
        }
        return json;
    }

    private static JsonNode value(String content) {
        String text = new String(content.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        try {
            JsonNode value = Yaml.mapper().readTree(text);
            return value.isObject()
                    ? value
                    : JsonResponses.JSON.getNodeFactory().textNode(text);
        } catch (JsonProcessingException e) {
            return JsonResponses.JSON.getNodeFactory().textNode(text);
        }
    }
}
