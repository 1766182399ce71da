package io.jenkins.plugins.humanitec.simulator.users;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The operations of the tags Users, ApplicationUsers, EnvironmentTypeUsers, Tokens and CurrentUser.
 *
 * @param users the users
 * @param store the resources of the organizations
 */
public record UserOperations(Users users, ResourceStore store) implements Operations {

    private static final Duration INVITATION = Duration.ofDays(7);
    private static final String MEMBERS = "/orgs/{orgId}/users";

    @Override
    public void addTo(OperationTable operations) {
        for (String id : List.of("listOrganizationUsers", "listApplicationUsers", "listEnvironmentTypeUsers")) {
            // Without the filter of the contract, since a service user is a user, too.
            operations.extend(id, (call, list) -> list.apply(call.withoutQuery()));
            operations.filter(id, UserOperations::isOfType);
        }
        operations.list(
                "listOrganizations",
                call -> store.list("/orgs").stream()
                        .filter(organization -> !users.role(
                                        "/orgs/" + organization.get("id").asText() + "/users", call.user())
                                .isEmpty()));
        operations.ok("createServiceUser", call -> {
            ObjectNode user = users.add(null, call.text("name", ""), "service", call.text("email", null));
            users.addRole(call.path(MEMBERS), user, call.text("role", "member"));
            return user;
        });
        operations.noContent(
                "deleteOrganizationUser", call -> users.removeFrom(call.parameter("orgId"), call.parameter("userId")));
        operations.noContent(
                "deleteToken", call -> users.deleteToken(call.parameter("userId"), call.parameter("tokenId")));
        Map.of(
                        "patchOrganizationUser", "/users",
                        "patchApplicationUser", "/apps/{appId}/users",
                        "patchEnvironmentTypeUser", "/env-types/{envType}/users")
                .forEach((id, collection) ->
                        operations.check(id, call -> Users.requireRole(collection, call.text("role", ""))));
        operations.list("createInvitation", this::invite);
        operations.ok("createGroup", this::createGroup);
        // Groups have no members.
        Map.of("listGroupUsers", "groupId", "listGroupsOfUser", "userId")
                .forEach((id, parameter) -> operations.list(id, call -> {
                    store.get(call.path(MEMBERS), call.parameter(parameter));
                    return Stream.of();
                }));
        operations.ok("getPermissions", this::permissions);
        operations.ok("createApplicationUser", call -> addRole(call, call.path("/orgs/{orgId}/apps/{appId}/users")));
        operations.ok("createEnvironmentTypeUser", call -> {
            store.get(call.path("/orgs/{orgId}/env-types"), call.parameter("envType"));
            return addRole(call, call.path("/orgs/{orgId}/env-types/{envType}/users"));
        });
        operations.ok(
                "createToken",
                call -> Json.object()
                        .put("token", users.createToken(call.parameter("userId"), call.user(), call.body()))
                        .put("type", call.text("type", "static")));
        operations.ok("getCurrentUser", call -> currentUser(call.user()));
        operations.ok("patchCurrentUser", call -> {
            ObjectNode user = users.get(call.user());
            for (String field : List.of("name", "email", "properties")) {
                if (call.body().hasNonNull(field)) {
                    user.set(field, call.body().get(field));
                }
            }
            return currentUser(call.user());
        });
    }

    private static boolean isOfType(Call call, JsonNode user) {
        String type = call.query("type");
        return type == null
                || type.equals("group") == user.path("type").asText().equals("group");
    }

    private Stream<ObjectNode> invite(Call call) {
        String email = call.text("email", "");
        ObjectNode user = users.add(null, email, "user", email);
        ObjectNode invited = users.addRole(call.path(MEMBERS), user, call.text("role", "member"))
                .put("invite", "pending");
        String id = user.get("id").asText();
        store.put(
                call.path("/orgs/{orgId}/invitations"),
                id,
                Json.object()
                        .put("user_id", id)
                        .put("email", email)
                        .put("created_at", users.now().toString())
                        .put("created_by", call.user())
                        .put("expires_at", users.now().plus(INVITATION).toString()));
        return Stream.of(invited);
    }

    private ObjectNode createGroup(Call call) {
        String id = "g-" + call.text("group_id", "");
        ObjectNode group = users.add(id, call.text("group_id", ""), "group", null);
        ObjectNode role = users.addRole(call.path(MEMBERS), group, call.text("role", "member"))
                .put("idp_id", call.text("idp_id", ""));
        return Json.object()
                .put("id", id)
                .put("group_id", call.text("group_id", ""))
                .put("idp_id", call.text("idp_id", ""))
                .put("created_at", role.get("created_at").asText())
                .put("role", role.get("role").asText());
    }

    /** Only users of the organization can have a role in its applications and environment types. */
    private ObjectNode addRole(Call call, String collection) {
        String id = call.text("id", "");
        ObjectNode member = store.find(call.path(MEMBERS), id)
                .orElseThrow(() -> Problem.badRequest("User '" + id + "' is not in the organization."));
        ObjectNode user = member.deepCopy();
        user.remove("role");
        return users.addRole(collection, user, call.text("role", ""));
    }

    private ObjectNode permissions(Call call) {
        store.get(call.path(MEMBERS), call.parameter("userId"));
        ObjectNode json = Json.object();
        ObjectNode objects = json.putObject("objects");
        users.roles(call.parameter("userId")).forEach((path, role) -> {
            if ((path + "/").startsWith(call.path("/orgs/{orgId}/"))) {
                ArrayNode permissions =
                        objects.putObject(path).putArray("permissions").add("read");
                if (!Permissions.READERS.contains(role)) {
                    permissions.add("write");
                }
            }
        });
        return json;
    }

    private ObjectNode currentUser(String id) {
        ObjectNode json = users.get(id).deepCopy();
        if (!json.has("properties")) {
            json.putObject("properties");
        }
        ObjectNode roles = json.putObject("roles");
        users.roles(id).forEach(roles::put);
        return json;
    }
}
