package io.jenkins.plugins.humanitec.client.paging;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The next page, from the header {@code Link: <…?page=TOKEN>; rel="next"} (RFC 8288) of a page.
 *
 * @param path the path of the link, for messages
 * @param token the token of the page. The rest of the link is ignored, including the host: requests always go to the
 *     client's API URL
 */
record NextPage(String path, String token) {

    private static final Pattern LINK = Pattern.compile("<([^>]*)>([^<]*)");
    private static final Pattern TARGET = Pattern.compile("^(?:[A-Za-z][\\w+.-]*://[^/?#]*)?([^?#]*)\\?([^#]*)");
    private static final Pattern REL_NEXT = Pattern.compile(
            ";\\s*rel\\s*=\\s*(?:next\\b|\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\")", Pattern.CASE_INSENSITIVE);

    static Optional<NextPage> of(Map<String, Collection<String>> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Link"))
                .flatMap(header -> header.getValue().stream())
                .flatMap(value -> LINK.matcher(value).results())
                .filter(link -> REL_NEXT.matcher(link.group(2)).find())
                .map(link -> link.group(1))
                .flatMap(target -> page(target).stream())
                .findFirst();
    }

    private static Optional<NextPage> page(String target) {
        Matcher parts = TARGET.matcher(target);
        return parts.find()
                ? Arrays.stream(parts.group(2).split("&"))
                        .filter(parameter -> parameter.startsWith("page="))
                        .map(parameter -> new NextPage(parts.group(1), decoded(parameter.substring(5))))
                        .findFirst()
                : Optional.empty();
    }

    private static String decoded(String token) {
        try {
            return URLDecoder.decode(token, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // The token is not URL-encoded.
            return token;
        }
    }
}
