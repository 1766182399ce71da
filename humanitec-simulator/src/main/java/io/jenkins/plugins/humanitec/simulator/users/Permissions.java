package io.jenkins.plugins.humanitec.simulator.users;

import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the roles permit. An administrator may do everything, a manager everything but change the users of the organization.
 * Members may do in an application what their role there permits, and deploy to environments of a type whose deployer they
 * are.
 *
 * @param users the users and their roles
 */
public record Permissions(Users users) {

    static final Set<String> OF_ORGANIZATIONS =
            new TreeSet<>(Set.of("administrator", "manager", "member", "artefactContributor", "orgViewer"));
    static final Set<String> OF_APPLICATIONS = new TreeSet<>(Set.of("owner", "developer", "viewer"));
    static final Set<String> OF_ENVIRONMENT_TYPES = Set.of("deployer");

    /** The roles that can read only. */
    static final Set<String> READERS = Set.of("orgViewer", "viewer");

    /**
     * A request to check.
     *
     * @param method the HTTP method
     * @param path the path of the operation in the contract, such as {@code /orgs/{orgId}/apps}
     * @param parameters the path parameters
     * @param envType the ID of the type of the environment in the path; null if there is none
     */
    public record Request(String method, String path, Map<String, String> parameters, String envType) {}

    /**
     * Checks whether a user may send a request.
     *
     * @param userId the ID of the user
     * @param request the request
     * @throws Problem with status 403 if the user may not
     */
    public void check(String userId, Request request) {
        if (!isPermitted(userId, request)) {
            throw new Problem(403, "User '" + userId + "' may not " + request.method() + " " + request.path() + ".");
        }
    }

    private boolean isPermitted(String userId, Request request) {
        String orgId = request.parameters().get("orgId");
        if (userId.equals(Users.ADMINISTRATOR)) {
            return true;
        }
        if (orgId == null) {
            String other = request.parameters().get("userId");
            return other == null || users.isAdministratorOf(userId, other);
        }
        String organization = "/orgs/" + orgId;
        String role = users.role(organization + "/users", userId);
        // Credentials are for those who push images.
        boolean reads = request.method().equals("GET") && !request.path().endsWith("/creds");
        String below = request.path().substring("/orgs/{orgId}".length());
        return switch (role) {
            case "administrator" -> true;
            case "manager" -> reads || !below.matches("/(users|groups|invitations).*");
            case "artefactContributor" -> reads || below.matches("/(artefact|images|registries).*");
            case "orgViewer" -> reads;
            case "member" ->
                request.parameters().containsKey("appId")
                        ? isPermittedInApplication(userId, organization, request, reads)
                        : reads || below.endsWith("/convert-score");
            default -> false;
        };
    }

    private boolean isPermittedInApplication(String userId, String organization, Request request, boolean reads) {
        String role = users.role(organization + "/apps/" + request.parameters().get("appId") + "/users", userId);
        // An approval lets a pipeline deploy; which environment it is for is not in its path.
        boolean deploys =
                request.path().contains("/envs/{envId}") || request.path().contains("/approvals/");
        return switch (role) {
            case "owner" -> reads || !deploys || isDeployer(userId, organization, request);
            case "developer" ->
                reads
                        || (deploys
                                ? isDeployer(userId, organization, request)
                                : !request.path().contains("/{appId}/users"));
            case "viewer" -> reads;
            default -> false;
        };
    }

    private boolean isDeployer(String userId, String organization, Request request) {
        return request.envType() != null
                && users.role(organization + "/env-types/" + request.envType() + "/users", userId)
                        .equals("deployer");
    }
}
