package io.jenkins.plugins.humanitec.client.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.jenkins.plugins.humanitec.client.Token;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds the token as the last thing before a request leaves. The request that the other parts see, and that feign's own
 * exceptions carry, therefore never has it.
 */
public final class AuthorizingClient implements Client {

    private final Client next;
    private final Token token;

    /**
     * @param next what sends the request
     * @param token what to add
     */
    public AuthorizingClient(Client next, Token token) {
        this.next = next;
        this.token = token;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        Map<String, Collection<String>> headers = new LinkedHashMap<>(request.headers());
        headers.put("Authorization", List.of(token.authorizationHeader()));
        Request authorized = Request.create(
                request.httpMethod(),
                request.url(),
                headers,
                request.body(),
                request.charset(),
                request.requestTemplate());
        return next.execute(authorized, options).toBuilder().request(request).build();
    }
}
