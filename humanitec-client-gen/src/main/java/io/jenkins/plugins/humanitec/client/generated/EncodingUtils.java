package io.jenkins.plugins.humanitec.client.generated;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Encodes what the generated classes for query parameters are given. Takes the place of the generator's own, which would
 * write lists with commas, maps as Java prints them, and times in any offset and precision.
 */
public final class EncodingUtils {

    private EncodingUtils() {}

    /**
     * @param parameters a list, or null
     * @param format ignored: the contract has lists in one form only, a parameter for each element
     * @return the encoded elements, or null
     */
    public static Object encodeCollection(Collection<?> parameters, String format) {
        return parameters == null
                ? null
                : parameters.stream()
                        .filter(Objects::nonNull)
                        .map(EncodingUtils::encode)
                        .toList();
    }

    /**
     * @param parameter a value, or null
     * @return it, encoded; of a map, its keys and values; or null
     */
    public static Object encode(Object parameter) {
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
