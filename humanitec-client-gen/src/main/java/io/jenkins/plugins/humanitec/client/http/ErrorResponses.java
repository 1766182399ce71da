package io.jenkins.plugins.humanitec.client.http;

import feign.Response;
import feign.codec.ErrorDecoder;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.errors.ErrorResponse;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.model.ApiError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Makes the exception that belongs to a response's status. Anything may be in the body, or nothing. */
public final class ErrorResponses implements ErrorDecoder {

    private static final int LONGEST_CODE = 100;
    private static final int LONGEST_EXCERPT = 200;
    private static final int LONGEST_MESSAGE = 2000;

    private final Clock clock;
    private final SecretMasker secrets;

    /**
     * @param clock what a date in {@code Retry-After} is compared with
     * @param secrets what the error must not tell; a page of a proxy, for instance, may quote the whole request
     */
    public ErrorResponses(Clock clock, SecretMasker secrets) {
        this.clock = clock;
        this.secrets = secrets;
    }

    @Override
    public Exception decode(String methodKey, Response response) {
        return StatusExceptions.of(read(response));
    }

    private ErrorResponse read(Response response) {
        byte[] body;
        try {
            // Before anything is cut off, which could leave a part of a secret.
            body = secrets.mask(new String(body(response), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            body = new byte[0];
        }
        ApiError error = null;
        try {
            error = Json.MAPPER.readValue(body, ApiError.class);
            if (error == null) {
                // A null says no more than nothing does.
                body = new byte[0];
            }
        } catch (IOException e) {
            // No error body of the API; what there is is told as text below.
        }
        String message = error == null ? null : error.getMessage();
        String code = error == null ? null : error.getError();
        boolean isRedirect = response.status() / 100 == 3;
        return new ErrorResponse(
                Headers.method(response.request()),
                Headers.path(response.request()),
                response.status(),
                Headers.all(response),
                code == null ? null : LogSanitizer.inOneLine(code, LONGEST_CODE),
                message != null
                        ? LogSanitizer.inOneLine(message, LONGEST_MESSAGE)
                        : isRedirect ? redirect(response) : excerpt(body),
                error == null ? null : error.getDetails(),
                RetryAfter.of(response, clock).orElse(null));
    }

    private static String redirect(Response response) {
        String target = Headers.first(response, "Location")
                .map(location -> "to "
                        + LogSanitizer.inOneLine(
                                location.replaceAll("[?#].*", "").replaceAll("//[^/]*@", "//"), LONGEST_EXCERPT))
                .orElse("without saying where to");
        return "it redirects " + target
                + "; the client does not follow, since that would take the token along. Set the "
                + "URL of the API itself";
    }

    static ErrorResponse tooLarge(Response response, int maxBytes) {
        return about(response, "the body has more than " + maxBytes + " bytes, and is not read any further");
    }

    static ErrorResponse about(Response response, String message) {
        return ErrorResponse.of(
                Headers.method(response.request()),
                Headers.path(response.request()),
                response.status(),
                response.headers(),
                message);
    }

    /** Enough of a body to recognise it by, in one line. */
    private static String excerpt(byte[] body) {
        return LogSanitizer.inOneLine(
                new String(body, StandardCharsets.UTF_8).replaceAll("(?s)<(script|style)\\b.*?(</\\1>|$)|<[^>]*>", " "),
                LONGEST_EXCERPT);
    }

    static byte[] body(Response response) throws IOException {
        return response.body() == null
                ? new byte[0]
                : response.body().asInputStream().readAllBytes();
    }
}
