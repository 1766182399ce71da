package io.jenkins.plugins.humanitec.client.http;

import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Sees to it that an argument that belongs into the path becomes exactly one segment of it. Feign by default writes
 * {@code %2F} as a slash, takes what looks encoded for encoded, and leaves out what is null, so that a request could reach
 * another object than the one it names.
 */
public final class Segments {

    private Segments() {}

    /**
     * @param name what the argument is called
     * @param value the argument
     * @return it, encoded
     * @throws InvalidInputException if it is null, empty, {@code .} or {@code ..}
     */
    public static String encode(String name, Object value) {
        String text = value == null ? "" : value.toString();
        if (text.isEmpty()) {
            throw new InvalidInputException("No " + name + " is given.");
        }
        if (Identifiers.isDotSegment(text)) {
            throw new InvalidInputException("'" + text + "' cannot be a " + name + ": no URL can name it.");
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
