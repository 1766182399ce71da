package io.jenkins.plugins.humanitec.client.http;

import feign.Request;
import feign.Response;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Small look-ups in requests and responses. */
final class Headers {

    private Headers() {}

    static Optional<String> first(Response response, String name) {
        for (Map.Entry<String, Collection<String>> header : response.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return header.getValue().stream().findFirst();
            }
        }
        return Optional.empty();
    }

    static boolean has(Request request, String name) {
        return request.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .anyMatch(value -> !value.isBlank());
    }

    /** The path as it was sent, without the query, which may be long. */
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
