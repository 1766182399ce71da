package io.jenkins.plugins.humanitec.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.util.Collection;
import java.util.Map;

/** Reads and writes request bodies as JSON. */
public final class JsonText {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonText() {}

    /**
     * Reads a body from a form.
     *
     * @param text the text; may be null
     * @return an object or list if the text is one in JSON, otherwise the text; null if it is blank
     */
    @CheckForNull
    public static Object parse(@CheckForNull String text) {
        if (Util.fixEmptyAndTrim(text) == null) {
            return null;
        }
        try {
            Object value = MAPPER.readValue(text, Object.class);
            return value instanceof Map<?, ?> || value instanceof Collection<?> ? value : text;
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    /**
     * Writes a body as JSON, for {@link #read}.
     *
     * @param body the body
     * @return the JSON
     * @throws IllegalArgumentException if the body cannot be written as JSON
     */
    @NonNull
    public static String write(@NonNull Object body) {
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body cannot be written as JSON.", e);
        }
    }

    /**
     * Reads a body that {@link #write} has written. Keeps all digits of numbers.
     *
     * @param json the JSON
     * @return the body
     * @throws IllegalArgumentException if the text is not JSON
     */
    @NonNull
    public static Object read(@NonNull String json) {
        try {
            return MAPPER.readerFor(Object.class)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body is not JSON.", e);
        }
    }

    /**
     * Formats a body for a form, as indented JSON. Returns a text unchanged.
     *
     * @param body the body
     * @return the text
     * @throws IllegalArgumentException if the body cannot be written as JSON
     */
    @NonNull
    public static String format(@NonNull Object body) {
        try {
            return body instanceof String text
                    ? text
                    : MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
