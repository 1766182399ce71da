package io.jenkins.plugins.humanitec.client.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import io.jenkins.plugins.humanitec.client.guard.Act;
import io.jenkins.plugins.humanitec.client.guard.Guard;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets no request out that the client must not make: one that a {@link Guard} forbids, or, in a dry run, one that could
 * change something. The whole operations ask before; this is for whatever else the client is used for.
 */
public final class Gate implements Client {

    private static final Pattern TARGET =
            Pattern.compile("/orgs/([^/]+)/apps/([^/]+)(?:/envs/([^/]+)(/.*)?)?$", Pattern.DOTALL);

    private static final Set<Request.HttpMethod> READING =
            EnumSet.of(Request.HttpMethod.GET, Request.HttpMethod.HEAD, Request.HttpMethod.OPTIONS);

    private static final Map<String, Act> ACTS = Map.of(
            "DELETE ", Act.DELETION,
            "POST /deploys", Act.DEPLOYMENT,
            "PUT /from_deploy_id", Act.DEPLOYMENT,
            "PATCH /runtime/replicas", Act.SCALING,
            "PUT /runtime/paused", Act.SCALING);

    private final Client next;
    private final Guard guard;
    private final boolean isDryRun;

    /**
     * @param next what sends the request
     * @param guard what forbids requests
     * @param isDryRun whether nothing may be changed
     */
    public Gate(Client next, Guard guard, boolean isDryRun) {
        this.next = next;
        this.guard = guard;
        this.isDryRun = isDryRun;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        if (!READING.contains(request.httpMethod())) {
            check(request);
            if (isDryRun) {
                throw new InvalidInputException(
                        "In a dry run, " + Headers.method(request) + " " + Headers.path(request) + " is not sent.");
            }
        }
        return next.execute(request, options);
    }

    private void check(Request request) {
        Matcher target = TARGET.matcher(Headers.path(request));
        if (!target.find()) {
            return;
        }
        String rest = Optional.ofNullable(target.group(4)).orElse("");
        Act act = ACTS.get(Headers.method(request) + " " + rest);
        if (act != null && (act == Act.DELETION || target.group(3) != null)) {
            AppRef app = new AppRef(target.group(1), target.group(2));
            ValueScope scope = target.group(3) == null ? app : app.env(target.group(3));
            guard.check(act, scope);
        }
    }
}
