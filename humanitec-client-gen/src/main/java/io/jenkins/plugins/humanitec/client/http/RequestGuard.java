package io.jenkins.plugins.humanitec.client.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.guard.GuardedRequest;
import io.jenkins.plugins.humanitec.client.guard.ProtectedRequests;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rejects requests that a {@link io.jenkins.plugins.humanitec.client.guard.Guard} forbids, and, in a dry run, all
 * requests that could change something. The higher-level operations check this before they make a request. This class
 * checks the calls of generated interfaces, too.
 */
public final class RequestGuard implements Client {

    private static final Set<Request.HttpMethod> READING =
            EnumSet.of(Request.HttpMethod.GET, Request.HttpMethod.HEAD, Request.HttpMethod.OPTIONS);

    /** Requests that change nothing, although they are sent with {@code POST}. */
    private static final Pattern READING_PATH = Pattern.compile("/orgs/[^/]+/artefact-versions/convert-score");

    private final Client next;
    private final ProtectedRequests protections;
    private final String basePath;
    private final boolean isDryRun;

    /**
     * Creates the check.
     *
     * @param next sends the requests that are allowed
     * @param protections checks requests with the guard
     * @param baseUri the URL of the API, without a slash at the end
     * @param isDryRun whether only requests that read are allowed
     */
    public RequestGuard(Client next, ProtectedRequests protections, URI baseUri, boolean isDryRun) {
        this.next = next;
        this.protections = protections;
        this.basePath = baseUri.getRawPath();
        this.isDryRun = isDryRun;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        GuardedRequest guarded = guarded(request);
        if (!READING.contains(request.httpMethod())
                && !READING_PATH.matcher(guarded.path()).matches()) {
            protections.check(guarded);
            if (isDryRun && !ProtectedRequests.isDryRun(guarded)) {
                throw new InvalidInputException(
                        "In a dry run, " + Headers.method(request) + " " + Headers.path(request) + " is not sent.");
            }
        }
        return next.execute(request, options);
    }

    private GuardedRequest guarded(Request request) {
        URI uri = URI.create(request.url());
        return new GuardedRequest(
                Headers.method(request),
                uri.getRawPath().substring(basePath.length()),
                Objects.requireNonNullElse(uri.getRawQuery(), ""),
                Headers.first(request, "Content-Type").orElse(""),
                request.body());
    }
}
