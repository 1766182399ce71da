package io.jenkins.plugins.humanitec.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.util.Collection;
import java.util.Map;

/** Bodies as forms have them. */
public final class JsonText {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonText() {}

    /** An object or a list if the text is one in JSON, otherwise the text as it is; null if it is blank. */
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

    /** Writes what {@link #read} reads. */
    @NonNull
    public static String write(@NonNull Object body) {
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body cannot be written as JSON.", e);
        }
    }

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
