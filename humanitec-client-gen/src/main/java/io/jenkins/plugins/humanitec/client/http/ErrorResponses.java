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

/** Creates the exception for a response with an error status. The body of the response can be anything, or empty. */
public final class ErrorResponses implements ErrorDecoder {

    private static final int LONGEST_CODE = 100;
    private static final int LONGEST_EXCERPT = 200;
    private static final int LONGEST_MESSAGE = 2000;

    private final Clock clock;
    private final SecretMasker secrets;

    /**
     * Creates the decoder.
     *
     * @param clock the clock for dates in {@code Retry-After}
     * @param secrets masks secrets in messages; for example, the error page of a proxy can contain the whole request
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
            // Masks before shortening, which could leave a part of a secret.
            body = secrets.mask(new String(body(response), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            body = new byte[0];
        }
        ApiError error = null;
        try {
            error = Json.MAPPER.readValue(body, ApiError.class);
            if (error == null) {
                // JSON null contains no more information than an empty body.
                body = new byte[0];
            }
        } catch (IOException e) {
            // The body is not an error body of the API. Its text is used below.
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

    private String redirect(Response response) {
        String target = Headers.first(response, "Location")
                .map(location -> "to "
                        + LogSanitizer.inOneLine(
                                secrets.mask(location).replaceAll("[?#].*", "").replaceAll("//[^/]*@", "//"),
                                LONGEST_EXCERPT))
                .orElse("without a location");
        return "it redirects " + target
                + "; the client does not follow redirects, since it would send the token along. "
                + "Use the URL of the API itself";
    }

    static ErrorResponse about(Response response, String message) {
        return ErrorResponse.of(
                Headers.method(response.request()),
                Headers.path(response.request()),
                response.status(),
                response.headers(),
                message);
    }

    /** Returns the beginning of the text of a body, in one line. */
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
