package io.jenkins.plugins.humanitec.client;

import java.net.URI;
import java.util.Locale;

/** Checks and normalizes the URL of the API. */
final class ApiAddress {

    private static final int LAST_PORT = 65_535;

    private ApiAddress() {}

    /**
     * Checks and normalizes the URL of the API.
     *
     * @param uri the URL of the API
     * @return the URL with scheme and host in lower case and without a slash at the end
     * @throws InvalidInputException if the URL has no host or a scheme other than {@code http} and {@code https}, or if
     *     it contains a user name, a query, a fragment, an invalid port or a path with {@code .}, {@code ..} or an
     *     empty segment
     */
    static URI of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean isHttp = "https".equals(scheme) || "http".equals(scheme);
        if (!isHttp || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new InvalidInputException("The API URL must begin with https:// or http://, followed by a host, "
                    + "and must not contain a user name.");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new InvalidInputException("The API URL must not contain a query or a fragment. Remove them.");
        }
        if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
            throw new InvalidInputException(
                    "The API URL has the port " + uri.getPort() + ". Use a port from 1 to " + LAST_PORT + ".");
        }
        if (!uri.normalize().equals(uri)) {
            throw new InvalidInputException("The path of the API URL must not contain '.', '..' or '//'. Remove them.");
        }
        // Other classes compare scheme and host case-sensitively.
        String authority = uri.getHost().toLowerCase(Locale.ROOT) + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        return URI.create(scheme + "://" + authority + uri.getRawPath().replaceAll("/+$", ""));
    }

    /**
     * Parses a URL.
     *
     * @param name the name of the setting, for the message
     * @param text the text of the URL
     * @return the URL
     * @throws InvalidInputException if the text is not a URL
     */
    static URI parse(String name, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(name + " is not a URL. Use a URL such as https://api.humanitec.io.");
        }
    }

    /**
     * Rejects a URL to which a token would be sent unencrypted over a network.
     *
     * @param uri the URL of the API
     * @throws InvalidInputException if the URL has the scheme {@code http} and its host is another machine
     */
    static void requirePrivate(URI uri) {
        if (!"https".equals(uri.getScheme()) && !isLoopback(uri.getHost())) {
            throw new InvalidInputException(
                    "The API URL does not begin with https://, so the token could be read on its way to "
                            + uri.getHost() + ". Use https, or allow plain http.");
        }
    }

    /** Checks only the name. Resolving the host would make the decision depend on DNS, which is not trusted. */
    private static boolean isLoopback(String host) {
        return "localhost".equalsIgnoreCase(host) || host.matches("127(\\.\\d{1,3}){3}") || "[::1]".equals(host);
    }
}
