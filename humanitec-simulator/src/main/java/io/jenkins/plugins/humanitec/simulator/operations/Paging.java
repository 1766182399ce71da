package io.jenkins.plugins.humanitec.simulator.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.URLEncoder;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;

/** Splits lists into pages. The token of a page encodes the number of the elements before it. */
public final class Paging {

    private static final int DEFAULT_SIZE = 50;

    private Paging() {}

    /**
     * Returns one page of a list, with a link to the next page if there is one.
     *
     * @param call the request, with the query parameters {@code per_page} and {@code page}
     * @param path the path of the request
     * @param all the answer with the whole list
     * @return the answer with the page
     * @throws Problem with status 400 if the token of the page is not valid
     */
    public static Answer page(Call call, String path, Answer all) {
        if (!(all.body() instanceof ArrayNode list)) {
            return all;
        }
        int size = call.query("per_page") == null ? DEFAULT_SIZE : Integer.parseInt(call.query("per_page"));
        int from = call.query("page") == null ? 0 : position(call.query("page"));
        ArrayNode page = Json.array(list.valueStream().skip(from).limit(size));
        Answer answer = new Answer(all.status(), page, all.headers());
        return from + size >= list.size()
                ? answer
                : answer.with(
                        "Link", "<" + path + "?" + others(call) + "page=" + token(from + size) + ">; rel=\"next\"");
    }

    /** Returns the other query parameters, so that the next page has the same filters and the same size. */
    private static String others(Call call) {
        return call.query().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("page"))
                .flatMap(parameter -> parameter.getValue().stream()
                        .map(value -> encode(parameter.getKey()) + "=" + encode(value) + "&"))
                .collect(Collectors.joining());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String token(int position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ByteBuffer.allocate(Integer.BYTES).putInt(position).array());
    }

    private static int position(String token) {
        try {
            int position = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token)).getInt();
            if (position >= 0) {
                return position;
            }
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            // Answered below, as a negative position is.
        }
        throw Problem.badRequest("The page '" + token + "' does not exist.");
    }
}
