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
 * Encodes each path argument as exactly one path segment.
 *
 * <p>By default, feign writes {@code %2F} as a slash, does not encode text that looks encoded, and omits null. A
 * request could then reach another object than the one that it names. A proxy in front of the API can decode a segment
 * again and resolve {@code ..} in it. Therefore, an argument is rejected if it has such an effect after any number of
 * decodings.
 */
public final class PathSegmentEncoder {

    /** The identifiers with a known pattern. Others must only be safe in a path. */
    private static final Map<String, UnaryOperator<String>> KNOWN = Map.of(
            "orgId", id -> Identifiers.requireId("organization", id),
            "appId", id -> Identifiers.requireId("application", id),
            "envId", id -> Identifiers.requireId("environment", id),
            "key", Identifiers::requireKey);

    /** Includes the form {@code %u002e}, which some Microsoft servers decode. */
    private static final Pattern ENCODED = Pattern.compile("(?:%(?:u00)?[0-9A-Fa-f]{2})+");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}]");

    /** A decoder inserts this character for bytes that are not UTF-8, such as overlong forms of a full stop. */
    private static final char REPLACEMENT = '\uFFFD';

    /**
     * A limit for the number of decodings. No identifier is encoded that often, and each decoding reads the whole text.
     */
    private static final int DECODINGS = 8;

    private static final int LONGEST_IN_A_MESSAGE = 100;

    private PathSegmentEncoder() {}

    /**
     * Encodes a path argument.
     *
     * @param name the name of the path parameter in the API description
     * @param value the argument, not encoded
     * @return the encoded path segment
     * @throws InvalidInputException if the argument is null or blank; if it is the ID of an organization, application
     *     or environment, or a key, and does not have the required form; or if it contains control characters, a
     *     segment {@code .} or {@code ..}, or an empty segment, as it is or after any number of decodings
     */
    public static String encode(String name, @Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (text.isBlank()) {
            throw new InvalidInputException("No " + name + " is given. Specify a value.");
        }
        KNOWN.getOrDefault(name, UnaryOperator.identity()).apply(text);
        check(name, text);
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    /**
     * Checks the URL of a request that is built at run time.
     *
     * @param baseUri the URL of the API, without a slash at the end
     * @param uri the URL of the request
     * @throws InvalidInputException if the URL does not begin with the URL of the API, or if its path is unsafe as
     *     described for {@link #encode}
     */
    static void requireBelow(String baseUri, URI uri) {
        String address = uri.toString();
        if (!address.startsWith(baseUri + "/")) {
            throw new InvalidInputException("The URL of the request must begin with " + baseUri + "/.");
        }
        String path = address.substring(baseUri.length() + 1).split("[?#]", 2)[0];
        for (String segment : path.split("/", -1)) {
            check("path segment", segment);
        }
    }

    private static void check(String name, String text) {
        String read = text;
        for (int i = 0; i < DECODINGS; i++) {
            // A server may normalize compatible characters, such as the full-width full stop.
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

    /** Returns why a path segment cannot contain the text; null if it can. */
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
                    return "'.' and '..' refer to another object in a URL";
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
