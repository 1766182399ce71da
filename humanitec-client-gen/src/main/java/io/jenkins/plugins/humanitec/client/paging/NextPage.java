package io.jenkins.plugins.humanitec.client.paging;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the next page's token in the headers of a page: {@code Link: <…?page=TOKEN>; rel="next"} (RFC 8288). */
final class NextPage {

    private static final Pattern LINK = Pattern.compile("<([^>]*)>([^<]*)");
    private static final Pattern REL_NEXT = Pattern.compile(
            ";\\s*rel\\s*=\\s*(?:next\\b|\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\")", Pattern.CASE_INSENSITIVE);

    private NextPage() {}

    static Optional<String> of(Map<String, Collection<String>> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Link"))
                .flatMap(header -> header.getValue().stream())
                .flatMap(value -> LINK.matcher(value).results())
                .filter(link -> REL_NEXT.matcher(link.group(2)).find())
                .map(link -> link.group(1))
                .flatMap(target -> token(target).stream())
                .findFirst();
    }

    /** Only the token is taken from the link, never its host: the client's own address is the one to go on with. */
    private static Optional<String> token(String target) {
        Matcher query = Pattern.compile("\\?([^#]*)").matcher(target);
        return query.find()
                ? Arrays.stream(query.group(1).split("&"))
                        .filter(parameter -> parameter.startsWith("page="))
                        .map(parameter -> URLDecoder.decode(parameter.substring(5), StandardCharsets.UTF_8))
                        .findFirst()
                : Optional.empty();
    }
}
