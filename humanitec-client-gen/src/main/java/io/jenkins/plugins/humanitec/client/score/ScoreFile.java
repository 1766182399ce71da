package io.jenkins.plugins.humanitec.client.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.errors.BadRequestException;
import io.jenkins.plugins.humanitec.client.errors.UnprocessableEntityException;
import io.jenkins.plugins.humanitec.client.input.Images;
import io.jenkins.plugins.humanitec.client.json.Json;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Score file with its extensions and overrides. {@link ScoreReader} creates it. Immutable and serializable. A file with faults
 * can be validated, but not deployed.
 */
public final class ScoreFile implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The name of the field of a request, by the part that was read. */
    enum Part {
        SPEC,
        EXTENSIONS,
        OVERRIDES
    }

    private final String path;
    private final TreeMap<Part, String> parts;
    private final TreeMap<Part, Lines> lines;
    private final ArrayList<ScoreFault> faults;
    private final @Nullable ArrayList<String> warnings;
    private final @Nullable String image;
    private final LinkedHashMap<String, String> properties;
    private final TreeMap<String, String> aliases;

    /** The lines of the parts of the file with a path, by JSON Pointer; the empty pointer is the whole file. */
    record Lines(String path, TreeMap<String, Integer> byPointer) implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Returns whether there is a value of this pointer, and not an object or list with values. */
        boolean hasValue(String pointer) {
            String next = byPointer.higherKey(pointer);
            return byPointer.containsKey(pointer) && (next == null || !next.startsWith(pointer + "/"));
        }

        /** Returns the line of a part, or of the innermost part with a name that contains it; 0 if there is none. */
        int innermost(String pointer) {
            String found = pointer;
            while (found.lastIndexOf('/') > 0 && !byPointer.containsKey(found)) {
                found = found.substring(0, found.lastIndexOf('/'));
            }
            return byPointer.getOrDefault(found, 0);
        }
    }

    ScoreFile(String path) {
        this(
                path,
                null,
                new LinkedHashMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    private ScoreFile(
            String path,
            @Nullable String image,
            Map<String, String> properties,
            Map<String, String> aliases,
            Map<Part, String> parts,
            Map<Part, Lines> lines,
            List<ScoreFault> faults,
            List<String> warnings) {
        this.path = path;
        this.image = image;
        this.properties = new LinkedHashMap<>(properties);
        this.aliases = new TreeMap<>(aliases);
        this.parts = new TreeMap<>(parts);
        this.lines = new TreeMap<>(lines);
        this.faults = new ArrayList<>(faults);
        this.warnings = new ArrayList<>(warnings);
    }

    void add(Part part, String file, ObjectNode json, TreeMap<String, Integer> byPointer) {
        parts.put(part, json.toString());
        lines.put(part, new Lines(file, byPointer));
    }

    void add(ScoreFault fault) {
        faults.add(fault);
    }

    void warn(String warning) {
        Objects.requireNonNull(warnings).add(warning);
    }

    /** {@return the path of the file, as it was given to the reader} */
    public String path() {
        return path;
    }

    /** {@return the paths of the files that were read: the Score file, and its extensions and overrides if there are any} */
    public List<String> files() {
        return lines.values().stream().map(Lines::path).toList();
    }

    /** {@return the name of the workload: that of the properties, of the overrides, or of the Score file; empty if none has one} */
    public Optional<String> workload() {
        return Optional.of(complete().at("/metadata/name"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(name -> !name.isBlank());
    }

    /** {@return why the file cannot be converted; empty if it was read without faults} */
    public List<ScoreFault> faults() {
        List<ScoreFault> all = new ArrayList<>(faults);
        Lines spec = lines.get(Part.SPEC);
        if (spec != null && workload().isEmpty()) {
            all.add(new ScoreFault(
                    path,
                    spec.byPointer.getOrDefault("/metadata", 1),
                    "The name of the workload is missing. Add 'metadata: {name: …}'."));
        }
        return Collections.unmodifiableList(all);
    }

    /** {@return what is probably not meant so, in one sentence each, such as a file that is not used} */
    public List<String> warnings() {
        // Earlier versions have stored none.
        return warnings == null ? List.of() : Collections.unmodifiableList(warnings);
    }

    /**
     * {@return a copy of this file with an image}
     *
     * @param image the container image that replaces {@code .} in the file, such as {@code registry.example.com/backend:1.2.3}
     * @throws InvalidInputException if the image is empty, begins or ends with a space, or has a part that is empty or
     *     {@code null}, such as its tag
     */
    public ScoreFile withImage(String image) {
        Images.require(path, image);
        return new ScoreFile(path, image, properties, aliases, parts, lines, faults, warnings());
    }

    /**
     * {@return a copy of this file in which a property is replaced}
     *
     * @param property the path of the property, such as {@code containers.main.variables.LOG_LEVEL}; a dot in a name is written
     *     with a backslash before it
     * @param value a text, number, boolean, list or map; null to remove the property
     * @throws InvalidInputException if the path is empty, or the value is of another type
     */
    public ScoreFile withProperty(String property, @Nullable Object value) {
        if (property == null || property.isBlank()) {
            throw new InvalidInputException("The path of a property of " + path
                    + " is empty. Give one such as 'containers.main.variables.LOG_LEVEL'.");
        }
        if (property.endsWith(".image") && value instanceof String text && !text.equals(".")) {
            Images.require(property, text);
        }
        LinkedHashMap<String, String> all = new LinkedHashMap<>(properties);
        try {
            all.put(property, Json.MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new InvalidInputException("The value of the property '" + property + "' of " + path
                    + " is not a text, number, boolean, list or map.");
        }
        return new ScoreFile(path, image, all, aliases, parts, lines, faults, warnings());
    }

    /**
     * {@return a copy of this file in which a type of resources is replaced}
     *
     * @param type the type in the file, such as {@code s3}
     * @param platformType the type of the platform, such as {@code acme/s3}
     * @throws InvalidInputException if one of the types is empty
     */
    public ScoreFile withResourceTypeAlias(String type, String platformType) {
        if (type == null || type.isBlank() || platformType == null || platformType.isBlank()) {
            throw new InvalidInputException("An alias of a resource type of " + path + " is empty. Give two types.");
        }
        TreeMap<String, String> all = new TreeMap<>(aliases);
        all.put(type, platformType);
        return new ScoreFile(path, image, properties, all, parts, lines, faults, warnings());
    }

    /**
     * {@return the fields of the API's requests with a Score specification: {@code spec}, {@code extensions}, {@code overrides},
     * {@code image}, {@code property_overrides} and {@code resource_type_aliases}, those that are set}
     */
    public Map<String, Object> request() {
        Map<String, Object> request = new LinkedHashMap<>();
        parts.forEach((part, json) -> request.put(part.name().toLowerCase(Locale.ROOT), value(json)));
        if (image != null) {
            request.put("image", image);
        }
        if (!properties.isEmpty()) {
            Map<String, Object> values = new LinkedHashMap<>();
            properties.forEach((property, json) -> values.put(property, value(json)));
            request.put("property_overrides", values);
        }
        if (!aliases.isEmpty()) {
            request.put("resource_type_aliases", aliases);
        }
        return request;
    }

    /**
     * Makes a request with this file and other fields.
     *
     * @param call makes the request
     * @param <T> the type of the response
     * @return the response
     * @throws InvalidScoreException if the API refuses the request and names a place in the file
     */
    public <T> T orFaults(Supplier<T> call) {
        try {
            return call.get();
        } catch (BadRequestException | UnprocessableEntityException e) {
            throw RefusedScore.isAbout(this, e) ? new InvalidScoreException(RefusedScore.faults(this, e)) : e;
        }
    }

    /** Returns whether there is something to convert, although it can have faults. */
    boolean hasSpec() {
        return parts.containsKey(Part.SPEC);
    }

    /** Returns whether an image replaces {@code .} in the file. */
    boolean hasImage() {
        return image != null;
    }

    /** Returns the file with its overrides and properties. */
    JsonNode complete() {
        ObjectNode complete = (ObjectNode) value(parts.getOrDefault(Part.SPEC, "{}"));
        CompleteScore.merge(complete, value(parts.getOrDefault(Part.OVERRIDES, "{}")));
        properties.forEach((property, json) -> CompleteScore.set(complete, Map.entry(property, value(json))));
        return complete;
    }

    private static JsonNode value(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the place that a message of the API names, as a JSON Pointer. The message has a pointer, or names with dots between
     * them, of which at least the first one must be known here.
     */
    Optional<String> placeIn(String message) {
        return Stream.of(message.replaceAll("\\[([0-9]+)]", ".$1").split("[\\s'\"`,;:()\\[\\]]+"))
                .map(word -> word.startsWith("/")
                        ? word
                        : "/" + word.replaceFirst("^[$.]+", "").replace('.', '/'))
                // A word of the message can be the name of a field by chance.
                .filter(pointer -> pointer.indexOf('/', 1) > 0)
                .filter(pointer -> lines.values().stream().anyMatch(read -> read.innermost(pointer) > 0))
                .findFirst();
    }

    /** Returns a fault at a place, which can be in the Score file, its overrides or its extensions. */
    ScoreFault faultAt(String pointer, String message) {
        boolean isOverridden =
                lines.containsKey(Part.OVERRIDES) && lines.get(Part.OVERRIDES).hasValue(pointer);
        return Stream.of(isOverridden ? Part.OVERRIDES : Part.SPEC, Part.SPEC, Part.OVERRIDES, Part.EXTENSIONS)
                .map(lines::get)
                .filter(read -> read != null && read.innermost(pointer) > 0)
                .findFirst()
                .map(read -> new ScoreFault(read.path(), read.innermost(pointer), message))
                .orElseGet(() -> new ScoreFault(path, 0, message));
    }

    /** {@return the path of the file} */
    @Override
    public String toString() {
        return path;
    }
}
