package io.jenkins.plugins.humanitec.client.http;

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
import java.util.List;
import java.util.Locale;

/** Creates the exceptions for HTTP statuses. A separate class, so that they are only loaded after an error. */
final class StatusExceptions {

    private StatusExceptions() {}

    static ApiException of(ErrorResponse response) {
        return switch (response.status()) {
            case 400 -> new BadRequestException(response);
            case 401 -> new UnauthorizedException(response);
            case 403 -> new ForbiddenException(response);
            case 404 -> isPage(response) ? ofAnotherServer(response) : new NotFoundException(response);
            case 405 -> new MethodNotAllowedException(response);
            case 409 -> new ConflictException(response);
            case 412 -> new PreconditionFailedException(response);
            case 422 -> new UnprocessableEntityException(response);
            case 429 -> new TooManyRequestsException(response);
            default ->
                response.status() >= 500 ? new ServerErrorException(response) : new UnexpectedStatusException(response);
        };
    }

    /** Returns whether the body is a text for people, such as the error page of a reverse proxy. The API sends JSON. */
    private static boolean isPage(ErrorResponse response) {
        return response.code() == null
                && response.headers().getOrDefault("Content-Type", List.of()).stream()
                        .anyMatch(type -> type.toLowerCase(Locale.ROOT).startsWith("text/"));
    }

    /** A missing route to the API is not a missing object: otherwise, a deletion would seem to have ended. */
    private static UnexpectedStatusException ofAnotherServer(ErrorResponse response) {
        String message = (response.message().isBlank() ? "" : response.message() + ". ")
                + "This is not a response of the Humanitec API. Check the URL of the API and the proxies in between";
        return new UnexpectedStatusException(
                ErrorResponse.of(response.method(), response.path(), response.status(), response.headers(), message));
    }
}
