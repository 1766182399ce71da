package io.jenkins.plugins.humanitec.client.generated;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Encodes query parameters for the generated classes. Replaces the generator's class, which writes lists with commas, maps in
 * Java's text form, and times with any offset and precision.
 */
public final class EncodingUtils {

    private EncodingUtils() {}

    /**
     * Encodes a list.
     *
     * @param parameters a list, or null
     * @param format ignored, since the contract uses only one format for lists: one parameter for each element
     * @return the encoded elements, or null
     */
    public static @Nullable Object encodeCollection(@Nullable Collection<?> parameters, String format) {
        return parameters == null
                ? null
                : parameters.stream()
                        .filter(Objects::nonNull)
                        .map(EncodingUtils::encode)
                        .toList();
    }

    /**
     * Encodes a value. For a map, encodes its keys and values.
     *
     * @param parameter a value, or null
     * @return the encoded value, or null
     */
    public static @Nullable Object encode(@Nullable Object parameter) {
        if (parameter == null) {
            return null;
        }
        if (parameter instanceof Map<?, ?> map) {
            Map<Object, Object> encoded = new LinkedHashMap<>();
            map.forEach((key, value) -> encoded.put(encode(key), encode(value)));
            return encoded;
        }
        return URLEncoder.encode(UtcTime.textOf(parameter), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
