package io.jenkins.plugins.humanitec.client.http;

import feign.Request;
import feign.Response;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Helper methods for requests, responses and their headers. */
public final class Headers {

    /** The characters that the JDK's HTTP client sends unchanged. It rejects others with an exception of its own. */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    private Headers() {}

    /**
     * Checks the value of a header.
     *
     * @param name the name of the header, for the message
     * @param value the value, or null
     * @return the value
     * @throws InvalidInputException if the value contains line breaks, control characters other than tabs, or non-ASCII
     *     characters
     */
    public static @Nullable Object requireValue(String name, @Nullable Object value) {
        if (value != null && !VALUE.matcher(value.toString()).matches()) {
            throw new InvalidInputException(
                    "The value of " + name + " must be one line of printable ASCII characters.");
        }
        return value;
    }

    /** Returns the headers of a response, unmodifiable. Lookups ignore the case of names. */
    static Map<String, List<String>> all(Response response) {
        TreeMap<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().forEach((name, values) -> all.put(name, List.copyOf(values)));
        return Collections.unmodifiableMap(all);
    }

    static Optional<String> first(Response response, String name) {
        for (Map.Entry<String, Collection<String>> header : response.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return header.getValue().stream().findFirst();
            }
        }
        return Optional.empty();
    }

    static Optional<String> first(Request request, String name) {
        return request.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    static boolean has(Request request, String name) {
        return request.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .anyMatch(value -> !value.isBlank());
    }

    /** Returns the encoded path, without the query, which can be long. */
    static String path(Request request) {
        return URI.create(request.url()).getRawPath();
    }

    static String host(Request request) {
        return URI.create(request.url()).getAuthority();
    }

    static String method(Request request) {
        return request.httpMethod().name();
    }
}
