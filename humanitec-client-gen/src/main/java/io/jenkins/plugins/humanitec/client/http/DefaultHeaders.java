package io.jenkins.plugins.humanitec.client.http;

import feign.RequestInterceptor;
import feign.RequestTemplate;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Adds headers to each request that does not set them itself. */
public final class DefaultHeaders implements RequestInterceptor {

    /** A token of RFC 9110, 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Headers that depend on the request, or that the client sets. */
    private static final Set<String> RESERVED = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        RESERVED.addAll(Set.of(
                "Accept",
                "Accept-Encoding",
                "Authorization",
                "Connection",
                "Content-Encoding",
                "Content-Length",
                "Content-Type",
                "Expect",
                "Host",
                "Idempotency-Key",
                "If-Match",
                "If-None-Match",
                "Proxy-Authorization",
                "Transfer-Encoding",
                "Upgrade",
                "User-Agent"));
    }

    private final String userAgent;
    private final Map<String, String> headers;

    /**
     * Creates the interceptor.
     *
     * @param userAgent the value of the {@code User-Agent} header
     * @param headers other headers by name
     */
    public DefaultHeaders(String userAgent, Map<String, String> headers) {
        this.userAgent = userAgent;
        this.headers = Map.copyOf(headers);
    }

    /**
     * Checks a header that is added to each request.
     *
     * @param name the name of the header
     * @param value the value of the header
     * @throws InvalidInputException if the name or the value is invalid, or if the client sets the header itself
     */
    public static void require(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInputException("'" + name + "' is not a valid header name.");
        }
        if (RESERVED.contains(name)) {
            throw new InvalidInputException("The client sets the header " + name + " itself. Do not set it.");
        }
        Headers.requireValue("the header " + name, value);
    }

    @Override
    public void apply(RequestTemplate template) {
        template.header("User-Agent", userAgent);
        headers.forEach((name, value) -> {
            if (template.headers().keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                // A literal, since feign would read braces as a variable.
                template.headerLiteral(name, value);
            }
        });
    }
}
