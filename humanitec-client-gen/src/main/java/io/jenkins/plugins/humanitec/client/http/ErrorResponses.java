package io.jenkins.plugins.humanitec.client.http;

import feign.Request;
import feign.Response;
import feign.codec.ErrorDecoder;
import io.jenkins.plugins.humanitec.client.PlainText;
import io.jenkins.plugins.humanitec.client.errors.ApiException;
import io.jenkins.plugins.humanitec.client.errors.BadRequestException;
import io.jenkins.plugins.humanitec.client.errors.ConflictException;
import io.jenkins.plugins.humanitec.client.errors.ErrorResponse;
import io.jenkins.plugins.humanitec.client.errors.ForbiddenException;
import io.jenkins.plugins.humanitec.client.errors.MethodNotAllowedException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.PreconditionFailedException;
import io.jenkins.plugins.humanitec.client.errors.ServerErrorException;
import io.jenkins.plugins.humanitec.client.errors.TooManyRequestsException;
import io.jenkins.plugins.humanitec.client.errors.UnauthorizedException;
import io.jenkins.plugins.humanitec.client.errors.UnexpectedStatusException;
import io.jenkins.plugins.humanitec.client.errors.UnprocessableEntityException;
import io.jenkins.plugins.humanitec.client.model.ApiError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;

/** Makes the exception that belongs to a response's status. Anything may be in the body, or nothing. */
public final class ErrorResponses implements ErrorDecoder {

    private static final int LONGEST_CODE = 100;
    private static final int LONGEST_EXCERPT = 200;
    private static final int LONGEST_MESSAGE = 2000;

    private static final Map<Integer, Function<ErrorResponse, ApiException>> BY_STATUS = Map.of(
            400, BadRequestException::new,
            401, UnauthorizedException::new,
            403, ForbiddenException::new,
            404, NotFoundException::new,
            405, MethodNotAllowedException::new,
            409, ConflictException::new,
            412, PreconditionFailedException::new,
            422, UnprocessableEntityException::new,
            429, TooManyRequestsException::new);

    private final Clock clock;

    /** @param clock what a date in {@code Retry-After} is compared with */
    public ErrorResponses(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Exception decode(String methodKey, Response response) {
        int status = response.status();
        return BY_STATUS
                .getOrDefault(status, status >= 500 ? ServerErrorException::new : UnexpectedStatusException::new)
                .apply(read(response));
    }

    private ErrorResponse read(Response response) {
        byte[] body;
        try {
            body = body(response);
        } catch (IOException e) {
            body = new byte[0];
        }
        ApiError error = null;
        try {
            error = Json.MAPPER.readValue(body, ApiError.class);
        } catch (IOException e) {
            // No error body of the API; what there is is told as text below.
        }
        boolean known = error != null && error.getMessage() != null;
        return new ErrorResponse(
                Headers.method(response.request()),
                Headers.path(response.request()),
                response.status(),
                error == null ? null : PlainText.inOneLine(error.getError(), LONGEST_CODE),
                known ? PlainText.inOneLine(error.getMessage(), LONGEST_MESSAGE) : excerpt(body),
                error == null ? null : error.getDetails(),
                RetryAfter.of(response, clock).orElse(null));
    }

    /** What is told of a success that cannot be read: not its content, which may be anything. */
    static ErrorResponse unreadable(Response response) {
        String type = Headers.first(response, "Content-Type").orElse("no content type");
        boolean changes = response.request().httpMethod() != Request.HttpMethod.GET;
        return about(
                response,
                "the body (" + type + ") is not what the API is documented to answer; is something between Jenkins "
                        + "and the API, such as a proxy?"
                        + (changes ? " What was asked for may have been done all the same." : ""));
    }

    static ErrorResponse tooLarge(Response response, int maxBytes) {
        return about(response, "the body has more than " + maxBytes + " bytes, and is not read any further");
    }

    private static ErrorResponse about(Response response, String message) {
        return new ErrorResponse(
                Headers.method(response.request()),
                Headers.path(response.request()),
                response.status(),
                null,
                message,
                null,
                null);
    }

    /** Enough of a body to recognise it by, in one line. */
    private static String excerpt(byte[] body) {
        return PlainText.inOneLine(
                new String(body, StandardCharsets.UTF_8).replaceAll("(?s)<(script|style)\\b.*?(</\\1>|$)|<[^>]*>", " "),
                LONGEST_EXCERPT);
    }

    static byte[] body(Response response) throws IOException {
        return response.body() == null
                ? new byte[0]
                : response.body().asInputStream().readAllBytes();
    }
}
