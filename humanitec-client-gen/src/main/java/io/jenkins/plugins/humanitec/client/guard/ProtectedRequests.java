package io.jenkins.plugins.humanitec.client.guard;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.errors.ForbiddenException;
import io.jenkins.plugins.humanitec.client.guard.ProtectedOperation.Target;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Checks requests with a {@link Guard} if they are a {@link ProtectedAction}, or cause one. Reads the effects of a
 * request from the API only if a rule of the guard could forbid them.
 */
public final class ProtectedRequests {

    private final Guard guard;
    private final Supplier<Lookup> lookup;

    /**
     * Creates the check.
     *
     * @param guard decides whether a request is allowed
     * @param lookup supplies the reader of the API; called when it is first needed
     */
    public ProtectedRequests(Guard guard, Supplier<Lookup> lookup) {
        this.guard = guard;
        this.lookup = lookup;
    }

    /**
     * Checks a request.
     *
     * @param request a request that may change something
     * @throws ProtectedException if the request is forbidden, or if its effects cannot be determined and a rule could
     *     forbid them
     */
    public void check(GuardedRequest request) {
        if (guard == Guard.NONE) {
            return;
        }
        ProtectedOperation.find(request.method(), request.path())
                .filter(match -> !isDryRun(match, request))
                .ifPresent(match -> {
                    try {
                        check(match.operation(), match.parameters(), request);
                    } catch (ForbiddenException e) {
                        throw new ProtectedException(
                                "The effects of " + match.operation().id() + " cannot be "
                                        + "determined, and a protection rule of the connection could forbid it: "
                                        + e.getMessage());
                    }
                });
    }

    /**
     * Returns whether a request has no effect, because the API offers a dry run of its operation.
     *
     * @param request a request
     * @return whether it asks for a dry run that the API offers
     */
    public static boolean isDryRun(GuardedRequest request) {
        return ProtectedOperation.find(request.method(), request.path())
                .filter(match -> isDryRun(match, request))
                .isPresent();
    }

    private static boolean isDryRun(ProtectedOperation.Match match, GuardedRequest request) {
        return match.operation().hasDryRun() && request.isDryRun();
    }

    private void check(ProtectedOperation operation, Map<String, String> parameters, GuardedRequest request) {
        Target target = operation.target();
        if (target == Target.VERSION) {
            if (!guard.rules(ProtectedAction.DEPLOYMENT).isEmpty()) {
                new VersionTargets(guard, lookup.get()).check(parameters, request.body());
            }
            return;
        }
        AppRef app = new AppRef(
                ProtectedOperation.parameter(parameters, "orgId"), ProtectedOperation.parameter(parameters, "appId"));
        if (target == Target.APPROVAL) {
            guard.check(ProtectedAction.APPROVAL, app);
        }
        String envId = parameters.get("envId");
        if (envId != null || target == Target.PATH) {
            guard.check(operation.action(), envId == null ? app : app.env(envId));
        }
        if (target != Target.PATH
                && guard.rules(ProtectedAction.DEPLOYMENT).stream().anyMatch(rule -> rule.isAbout(app))) {
            new PipelineTargets(guard, lookup.get(), app).check(target, parameters, request.body());
        }
    }
}
