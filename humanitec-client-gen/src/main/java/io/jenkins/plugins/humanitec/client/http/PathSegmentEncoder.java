package io.jenkins.plugins.humanitec.client.http;

import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes exactly one segment of a path of each argument that belongs there. Feign by default writes {@code %2F} as a slash,
 * takes what looks encoded for encoded, and leaves out what is null, so that a request could reach another object than the
 * one it names. A proxy between here and the API could decode a segment once more, resolve {@code ..} in it, and do the same;
 * so what would have that effect after any number of decodings is refused.
 */
public final class PathSegmentEncoder {

    /** The identifiers whose form is known. All others only have to be safe in a path. */
    private static final Map<String, UnaryOperator<String>> KNOWN = Map.of(
            "orgId", id -> Identifiers.requireId("organization", id),
            "appId", id -> Identifiers.requireId("application", id),
            "envId", id -> Identifiers.requireId("environment", id),
            "key", Identifiers::requireKey);

    /** Also the form {@code %u002e}, which some servers of Microsoft's read. */
    private static final Pattern ENCODED = Pattern.compile("(?:%(?:u00)?[0-9A-Fa-f]{2})+");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}]");

    /** What a decoder puts where bytes are not UTF-8, as in the overlong forms of the full stop. */
    private static final char REPLACEMENT = '\uFFFD';

    /** Nobody encodes an identifier this often, and each round reads the text once more. */
    private static final int DECODINGS = 8;

    private static final int LONGEST_IN_A_MESSAGE = 100;

    private PathSegmentEncoder() {}

    /**
     * @param name what the argument is called in the contract
     * @param value the argument
     * @return it, encoded
     * @throws InvalidInputException if it is null or blank; if it is an organization, application, environment or key and not
     *     of the form that these have; or if it has a control character, a segment {@code .} or {@code ..}, or an empty
     *     segment, as it is or after any number of decodings
     */
    public static String encode(String name, Object value) {
        String text = value == null ? "" : value.toString();
        if (text.isBlank()) {
            throw new InvalidInputException("No " + name + " is given.");
        }
        KNOWN.getOrDefault(name, UnaryOperator.identity()).apply(text);
        check(name, text);
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    /**
     * @param baseUri where the API is, with no slash at the end
     * @param uri the address of a request
     * @throws InvalidInputException if the address is not below the API's, or its path could be read as another one
     */
    static void requireBelow(String baseUri, URI uri) {
        String address = uri.toString();
        if (!address.startsWith(baseUri + "/")) {
            throw new InvalidInputException("The request's address does not begin with " + baseUri + "/.");
        }
        String path = address.substring(baseUri.length() + 1).split("[?#]", 2)[0];
        for (String segment : path.split("/", -1)) {
            check("path segment", segment);
        }
    }

    private static void check(String name, String text) {
        String read = text;
        for (int i = 0; i < DECODINGS; i++) {
            // What compatible characters, such as the full-width full stop, are to a server that normalizes them.
            String plain = Normalizer.normalize(read, Normalizer.Form.NFKC);
            String problem = problem(plain);
            if (problem != null) {
                throw refused(name, text, problem);
            }
            read = decode(plain);
            if (read.equals(plain)) {
                return;
            }
        }
        throw refused(name, text, "it is percent-encoded too often");
    }

    private static InvalidInputException refused(String name, String text, String reason) {
        return new InvalidInputException("'" + LogSanitizer.inOneLine(text, LONGEST_IN_A_MESSAGE)
                + "' cannot be used as " + name + ": " + reason + ".");
    }

    /** Returns why no URL can name this, or null if one can. */
    private static @Nullable String problem(String text) {
        if (CONTROL.matcher(text).find()) {
            return "it has control characters";
        }
        if (text.indexOf(REPLACEMENT) >= 0
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return "it has bytes that are not UTF-8";
        }
        for (String segment : text.split("[/\\\\]", -1)) {
            if (segment.isBlank()) {
                return "it begins or ends with a slash, or has two slashes in a row";
            }
            for (String part : segment.split("[;?#]", -1)) {
                if (Identifiers.isDotSegment(part.strip())) {
                    return "'.' and '..' lead to another object in a URL";
                }
            }
        }
        return null;
    }

    private static String decode(String text) {
        return ENCODED.matcher(text.replace('+', ' ')).replaceAll(match -> {
            byte[] bytes =
                    HexFormat.of().parseHex(match.group().replace("%u00", "").replace("%", ""));
            return Matcher.quoteReplacement(new String(bytes, StandardCharsets.UTF_8));
        });
    }
}
