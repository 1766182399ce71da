package io.jenkins.plugins.humanitec.client.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.http.RawResponse;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.model.ApiResponse;
import io.jenkins.plugins.humanitec.client.paging.Pages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads lists of the API. The operation is chosen at run time. */
public final class AnyList {

    private static final int PAGE_SIZE = 100;
    private static final int OK = 200;

    private AnyList() {}

    /**
     * Reads a list with all of its pages.
     *
     * @param client the client to use
     * @param operationId the ID of an operation that returns a list
     * @param parameters the parameters by name, without those of pages
     * @return the elements, in the order of the API
     * @throws InvalidInputException if the operation does not exist, or the API description does not allow the request
     * @throws HumanitecException if a request fails, or a response is no list
     */
    public static List<JsonNode> read(ClientContext client, String operationId, Map<String, ?> parameters) {
        Operation operation = Contract.get().operation(operationId);
        Map<String, Object> all = new HashMap<>(parameters);
        operation.parameter("per_page").ifPresent(size -> all.put(size.name(), PAGE_SIZE));
        List<JsonNode> elements = new ArrayList<>();
        Pages.<JsonNode>iterator(page -> page(client, operationId, all, page)).forEachRemaining(elements::add);
        return elements;
    }

    private static ApiResponse<List<JsonNode>> page(
            ClientContext client, String operationId, Map<String, Object> parameters, @Nullable String page) {
        if (page != null) {
            parameters.put("page", page);
        }
        AnyRequest request = AnyRequest.of(operationId, parameters, null);
        RawResponse response = request.exchange(client);
        List<JsonNode> elements = new ArrayList<>();
        JsonNode json = response == null ? null : json(response);
        if (response == null || json == null || !json.isArray()) {
            int status = response == null ? OK : response.status();
            throw UnreadableResponseException.of("GET", request.path(), status, "something else than a list", null);
        }
        json.forEach(elements::add);
        return new ApiResponse<>(response.status(), response.headers(), elements);
    }

    private static @Nullable JsonNode json(RawResponse response) {
        try {
            return response.isJson() ? Json.MAPPER.readTree(response.body()) : null;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The decoder returned invalid JSON.", e);
        }
    }
}
