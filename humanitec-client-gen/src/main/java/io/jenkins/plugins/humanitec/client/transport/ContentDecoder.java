package io.jenkins.plugins.humanitec.client.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Decodes bodies to UTF-8 text. The client does not request compression, but some proxies compress anyway, and a server
 * may use another charset.
 */
public final class ContentDecoder {

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s\";]+)");
    private static final int ZLIB = 8;

    private ContentDecoder() {}

    /**
     * Decodes a body.
     *
     * @param headers the headers of the response
     * @param body the body as it was received
     * @param maxBytes the maximum size of the decompressed body in bytes
     * @return the decoded body; {@link HttpTransport#TOO_LARGE} if it is too large
     * @throws IOException if the body cannot be decoded; the message contains the reason
     */
    public static byte[] decode(HttpHeaders headers, byte[] body, int maxBytes) throws IOException {
        byte[] content = body;
        for (String coding : codings(headers)) {
            content = decompress(coding, content, maxBytes);
            if (content.length > maxBytes) {
                return BoundedBodySubscriber.TOO_LARGE;
            }
        }
        return inUtf8(headers.firstValue("Content-Type").orElse(""), content);
    }

    /** Returns the content codings of a body in the order in which they must be decoded. */
    private static List<String> codings(HttpHeaders headers) {
        List<String> codings = new ArrayList<>();
        for (String value : headers.allValues("Content-Encoding")) {
            for (String coding : value.split(",")) {
                String name = coding.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !name.equals("identity")) {
                    codings.add(name);
                }
            }
        }
        Collections.reverse(codings);
        return codings;
    }

    private static byte[] decompress(String coding, byte[] body, int maxBytes) throws IOException {
        if (body.length == 0) {
            return body;
        }
        try (InputStream in = decompressing(coding, body)) {
            return in.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw e instanceof UnknownCodingException ? e : new IOException("it is not compressed as " + coding, e);
        }
    }

    private static InputStream decompressing(String coding, byte[] body) throws IOException {
        InputStream in = new ByteArrayInputStream(body);
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(in);
            // RFC 9110 requires the zlib format, but many servers send deflate data without it.
            case "deflate" -> new InflaterInputStream(in, new Inflater((body[0] & 0x0f) != ZLIB));
            default -> throw new UnknownCodingException(coding);
        };
    }

    private static final class UnknownCodingException extends IOException {

        private static final long serialVersionUID = 1L;

        UnknownCodingException(String coding) {
            super("it is compressed as '" + coding + "', which the client does not support");
        }
    }

    private static byte[] inUtf8(String contentType, byte[] content) {
        Optional<Charset> declared = charset(contentType);
        if (declared.isEmpty() || declared.get().equals(StandardCharsets.UTF_8)) {
            return content;
        }
        // Servers often declare their default charset for JSON, although it is UTF-8 (RFC 8259, 8.1). JSON in a charset
        // with several bytes per character, such as UTF-16, is decoded as declared.
        boolean isSingleByte =
                declared.get().canEncode() && declared.get().newEncoder().maxBytesPerChar() == 1;
        if (contentType.contains("json") && isSingleByte && isUtf8(content)) {
            return content;
        }
        return new String(content, declared.get()).getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<Charset> charset(String contentType) {
        Matcher charset = CHARSET.matcher(contentType);
        try {
            return charset.find() ? Optional.of(Charset.forName(charset.group(1))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isUtf8(byte[] content) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
