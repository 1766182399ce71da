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
import io.jenkins.plugins.humanitec.client.contract.RawAnswer;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.model.ApiResponse;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes request bodies as JSON and reads the bodies of successful responses. */
public final class JsonCodec implements Encoder, Decoder {

    /** One for each type that an operation returns. */
    private static final Map<Type, ObjectReader> READERS = new ConcurrentHashMap<>();

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
    public Object decode(Response response, Type type) throws IOException {
        if (type instanceof ParameterizedType wrapper && Types.getRawType(type) == ApiResponse.class) {
            Object body = read(response, wrapper.getActualTypeArguments()[0]);
            return new ApiResponse<>(response.status(), Map.copyOf(response.headers()), body);
        }
        return read(response, type);
    }

    private static Object read(Response response, Type type) throws IOException {
        byte[] body = ErrorResponses.body(response);
        if (type == void.class || type == Void.class) {
            return null;
        }
        if (body.length == 0) {
            return nothing(response, type);
        }
        if (type == String.class && !isJson(response)) {
            return new String(body, StandardCharsets.UTF_8);
        }
        if (type == RawAnswer.class) {
            return raw(response, body);
        }
        try {
            return READERS.computeIfAbsent(type, JsonCodec::reader).readValue(body);
        } catch (JsonProcessingException e) {
            throw new UnreadableResponseException(ErrorResponses.unreadable(response), withoutContent(e));
        }
    }

    /** What was written is written, body or not. But nothing is no answer to a question, and must not be taken for none. */
    private static Object nothing(Response response, Type type) {
        boolean isQuestion = response.request().httpMethod() == Request.HttpMethod.GET;
        if (isQuestion && type != String.class && type != RawAnswer.class) {
            throw new UnreadableResponseException(ErrorResponses.unreadable(response), new IOException("no body"));
        }
        return null;
    }

    private static RawAnswer raw(Response response, byte[] body) {
        if (isJson(response)) {
            try {
                Json.MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UnreadableResponseException(
                        ErrorResponses.unreadable(response), new IOException("no valid JSON"));
            }
        }
        return new RawAnswer(response.status(), isJson(response), new String(body, StandardCharsets.UTF_8));
    }

    private static boolean isJson(Response response) {
        return Headers.first(response, "Content-Type")
                .orElse("application/json")
                .contains("json");
    }

    /** Jackson's message quotes the response, which may hold what no log should; its position says enough. */
    private static IOException withoutContent(JsonProcessingException e) {
        return e.getLocation() == null
                ? new IOException("no valid JSON")
                : new IOException("no valid JSON at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr());
    }
}
