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

/** Writes request bodies as JSON, and reads the bodies of successful responses. */
public final class JsonCodec implements Encoder, Decoder {

    /** A reader for each return type of an operation. */
    private static final Map<Type, ObjectReader> READERS = new ConcurrentHashMap<>();

    private static final int LONGEST_TYPE = 100;
    private static final int PAGE_BEGIN = 1024;

    /** The beginning of an HTML document, optionally after a byte order mark, an XML declaration or comments. */
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
            // The message of this exception can contain the body, and the body can contain a secret.
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

    /** Returns the headers in the type that generated code requires. Lookups ignore the case of names. */
    private static Map<String, Collection<String>> headers(Response response) {
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(Headers.all(response));
        return Collections.unmodifiableMap(headers);
    }

    private static @Nullable Object read(Response response, Type type) throws IOException {
        byte[] body = ErrorResponses.body(response);
        boolean isText = type == String.class && !isJson(response);
        if (isText || type == RawResponse.class || isNothing(type)) {
            // Such responses are not parsed, so the HTML page of a proxy would be accepted as a success.
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
            throw unreadable(response, new IOException("no JSON value"));
        }
        return value;
    }

    /** Returns null, except for GET: an empty response to GET is an error, while other requests were processed. */
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
            throw unreadable(response, new IOException("an HTML page"));
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
        return new RawResponse(
                response.status(), isJson(response), new String(body, StandardCharsets.UTF_8), headers(response));
    }

    private static boolean isJson(Response response) {
        String type = contentType(response);
        return type.isEmpty() || type.contains("json");
    }

    private static String contentType(Response response) {
        return Headers.first(response, "Content-Type").orElse("").toLowerCase(Locale.ROOT);
    }

    /**
     * Returns an exception without Jackson's message, which contains parts of the response. The position is sufficient.
     */
    private static IOException withoutContent(IOException e) {
        return e instanceof JsonProcessingException json && json.getLocation() != null
                ? new IOException("invalid JSON at line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr())
                : new IOException("invalid JSON");
    }
}
