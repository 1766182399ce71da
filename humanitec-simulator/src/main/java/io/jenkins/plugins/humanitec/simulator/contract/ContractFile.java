package io.jenkins.plugins.humanitec.simulator.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.ClassPathFile;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The contract as one file. The build writes it from the files in {@code openapi/}, because their references take most of the time
 * of a start.
 */
public final class ContractFile {

    private static final String SOURCE = "openapi/humanitec.yaml";
    private static final String FILE = "openapi.json";
    private static final List<String> TEXTS = List.of("description", "summary", "example");

    private ContractFile() {}

    /**
     * Writes the file.
     *
     * @param args the file to write
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        options.setResolveResponses(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readLocation(SOURCE, null, options);
        if (result.getOpenAPI() == null || !result.getMessages().isEmpty()) {
            throw new IllegalStateException("The contract cannot be read: " + result.getMessages());
        }
        JsonNode json = Json.mapper().valueToTree(result.getOpenAPI());
        removeTexts(json, false);
        Files.writeString(Path.of(args[0]), json.toString());
    }

    /** Nobody reads them here. The names in {@code properties} are not keywords. */
    private static void removeTexts(JsonNode json, boolean hasNames) {
        if (json instanceof ObjectNode object && !hasNames) {
            object.remove(TEXTS);
        }
        json.forEachEntry((name, value) -> removeTexts(value, !hasNames && name.equals("properties")));
        if (json.isArray()) {
            json.forEach(element -> removeTexts(element, false));
        }
    }

    /** Reads the file. */
    static OpenAPI read() {
        // It was valid before its texts were removed.
        return new OpenAPIV3Parser()
                .readContents(ClassPathFile.text(ContractFile.class, FILE), null, new ParseOptions())
                .getOpenAPI();
    }
}
