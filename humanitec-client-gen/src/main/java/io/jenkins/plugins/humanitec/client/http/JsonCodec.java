package io.jenkins.plugins.humanitec.client.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import feign.Types;
import feign.codec.Decoder;
import feign.codec.Encoder;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.model.ApiResponse;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes request bodies as JSON and reads the bodies of successful responses. */
public final class JsonCodec implements Encoder, Decoder {

    /** One for each type that an operation returns. */
    private static final Map<Type, ObjectReader> READERS = new ConcurrentHashMap<>();

    private static final int LONGEST_TYPE = 100;
    private static final int PAGE_BEGIN = 1024;

    /** How a document in HTML begins, perhaps after a byte order mark, a declaration of XML, or comments. */
    private static final Pattern PAGE = Pattern.compile(
            "^[\\s\ufeff]*+(?:<\\?xml[^>]*+>\\s*+|(?><!--.*?-->)\\s*+)*+(?:<!doctype\\s+html|<html)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static ObjectReader reader(Type type) {
        return Json.MAPPER.readerFor(Json.MAPPER.constructType(type));
    }

    @Override
    public void encode(Object body, Type type, RequestTemplate template) {
        try {
            template.body(Json.MAPPER.writeValueAsBytes(body), StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            // The exception's own message may quote the body, and the body may hold a secret.
            throw new InvalidInputException("The request body cannot be written as JSON.");
        }
    }

    @Override
    public @Nullable Object decode(Response response, Type type) throws IOException {
        if (type instanceof ParameterizedType wrapper && Types.getRawType(type) == ApiResponse.class) {
            Object body = read(response, wrapper.getActualTypeArguments()[0]);
            return new ApiResponse<>(response.status(), headers(response), body);
        }
        return read(response, type);
    }

    /** With names that are looked up without regard to case. The type is the one that generated code asks for. */
    private static Map<String, Collection<String>> headers(Response response) {
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(Headers.all(response));
        return Collections.unmodifiableMap(headers);
    }

    private static @Nullable Object read(Response response, Type type) throws IOException {
        byte[] body = ErrorResponses.body(response);
        boolean isText = type == String.class && !isJson(response);
        if (isText || type == RawResponse.class || isNothing(type)) {
            // Nothing else would notice the page of a proxy; it is never what was asked for.
            requireNoPage(response, body);
        }
        if (isNothing(type)) {
            return null;
        }
        if (body.length == 0) {
            return empty(response);
        }
        if (isText) {
            return new String(body, StandardCharsets.UTF_8);
        }
        if (type == RawResponse.class) {
            return raw(response, body);
        }
        return json(response, type, body);
    }

    private static boolean isNothing(Type type) {
        return type == void.class || type == Void.class;
    }

    private static Object json(Response response, Type type, byte[] body) {
        Object value;
        try {
            value = READERS.computeIfAbsent(type, JsonCodec::reader).readValue(body);
        } catch (IOException e) {
            throw unreadable(response, withoutContent(e));
        }
        if (value == null) {
            throw unreadable(response, new IOException("null"));
        }
        return value;
    }

    /** What was written is written, body or not. But nothing is no answer to a question, and must not be taken for none. */
    private static @Nullable Object empty(Response response) {
        if (response.request().httpMethod() == Request.HttpMethod.GET) {
            throw unreadable(response, new IOException("no body"));
        }
        return null;
    }

    private static void requireNoPage(Response response, byte[] body) {
        String text = new String(body, 0, Math.min(body.length, PAGE_BEGIN), StandardCharsets.UTF_8);
        if (contentType(response).contains("html") && !text.isBlank()
                || PAGE.matcher(text).find()) {
            throw unreadable(response, new IOException("a page in HTML"));
        }
    }

    private static UnreadableResponseException unreadable(Response response, IOException cause) {
        return UnreadableResponseException.of(
                Headers.method(response.request()),
                Headers.path(response.request()),
                response.status(),
                response.headers(),
                LogSanitizer.inOneLine(Headers.first(response, "Content-Type").orElse("no content type"), LONGEST_TYPE),
                cause);
    }

    private static RawResponse raw(Response response, byte[] body) {
        if (isJson(response)) {
            try {
                Json.MAPPER.readTree(body);
            } catch (IOException e) {
                throw unreadable(response, withoutContent(e));
            }
        }
        return new RawResponse(response.status(), isJson(response), new String(body, StandardCharsets.UTF_8));
    }

    private static boolean isJson(Response response) {
        String type = contentType(response);
        return type.isEmpty() || type.contains("json");
    }

    private static String contentType(Response response) {
        return Headers.first(response, "Content-Type").orElse("").toLowerCase(Locale.ROOT);
    }

    /** Jackson's message quotes the response, which may hold what no log should; its position says enough. */
    private static IOException withoutContent(IOException e) {
        return e instanceof JsonProcessingException json && json.getLocation() != null
                ? new IOException("no valid JSON at line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr())
                : new IOException("no valid JSON");
    }
}
