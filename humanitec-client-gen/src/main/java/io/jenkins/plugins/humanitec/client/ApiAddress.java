package io.jenkins.plugins.humanitec.client;

import java.net.URI;
import java.util.Locale;

/** Checks where the API is said to be. */
final class ApiAddress {

    private static final int LAST_PORT = 65_535;

    private ApiAddress() {}

    /**
     * @param uri where the API is
     * @return the same, with scheme and host in lower case and no slash at the end
     * @throws InvalidInputException if requests cannot be made of the URI
     */
    static URI of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean isHttp = "https".equals(scheme) || "http".equals(scheme);
        if (!isHttp || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new InvalidInputException("'" + scheme + "://…' is not the URL of an API: it must begin with "
                    + "https:// (or http://) and a host, with no user name in it.");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new InvalidInputException("The URL of an API has no query and no fragment.");
        }
        if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
            throw new InvalidInputException("The URL of an API cannot have the port " + uri.getPort()
                    + ": a port is a number from 1 to " + LAST_PORT + ".");
        }
        if (!uri.normalize().equals(uri)) {
            throw new InvalidInputException("The path in the URL of an API cannot have '.', '..' or '//' in it.");
        }
        // Some of the parts below compare schemes and hosts as they are written.
        String authority = uri.getHost().toLowerCase(Locale.ROOT) + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        return URI.create(scheme + "://" + authority + uri.getRawPath().replaceAll("/+$", ""));
    }

    /**
     * @param name the name of the setting, for messages
     * @param text the URI as text
     * @return the URI
     * @throws InvalidInputException if it is not a URI
     */
    static URI parse(String name, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(name + " is not a URL.");
        }
    }

    /** @throws InvalidInputException if a token would be sent over plain http to another machine */
    static void requirePrivate(URI uri) {
        if (!"https".equals(uri.getScheme()) && !isLoopback(uri.getHost())) {
            throw new InvalidInputException(
                    "The API URL does not begin with https://, so that the token could be read on its way to "
                            + uri.getHost() + ". Use https, or allow plain http.");
        }
    }

    /** By its name only: what a name server says of it is no matter of trust. */
    private static boolean isLoopback(String host) {
        return "localhost".equalsIgnoreCase(host) || host.matches("127(\\.\\d{1,3}){3}") || "[::1]".equals(host);
    }
}
