package io.jenkins.plugins.humanitec.simulator.users;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The operations of the tags Users, ApplicationUsers, EnvironmentTypeUsers, Tokens and CurrentUser. */
public final class UserOperations implements Operations {

    private static final Duration INVITATION = Duration.ofDays(7);

    private final Users users;
    private final ResourceStore store;

    /**
     * Creates the operations.
     *
     * @param users the users
     * @param store the resources of the organizations
     */
    public UserOperations(Users users, ResourceStore store) {
        this.users = users;
        this.store = store;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        for (String id : List.of("listOrganizationUsers", "listApplicationUsers", "listEnvironmentTypeUsers")) {
            Function<Call, Answer> list = operations.get(id);
            // Without the filter, since a service user is a user, too.
            operations.put(id, call -> ofType(list.apply(call.withoutQuery()), call.query("type")));
        }
        operations.put("listOrganizations", call -> {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            store.list("/orgs").stream()
                    .filter(organization -> !users.role(
                                    "/orgs/" + organization.get("id").asText() + "/users", call.user())
                            .isEmpty())
                    .forEach(list::add);
            return Answer.ok(list);
        });
        operations.put("createServiceUser", this::createServiceUser);
        operations.put("deleteOrganizationUser", call -> {
            users.removeFrom(call.parameter("orgId"), call.parameter("userId"));
            return Answer.noContent();
        });
        operations.put("deleteToken", call -> {
            users.deleteToken(call.parameter("userId"), call.parameter("tokenId"));
            return Answer.noContent();
        });
        Map.of(
                        "patchOrganizationUser", "/users",
                        "patchApplicationUser", "/apps/{appId}/users",
                        "patchEnvironmentTypeUser", "/env-types/{envType}/users")
                .forEach((id, collection) -> {
                    Function<Call, Answer> patch = operations.get(id);
                    operations.put(id, call -> {
                        Users.requireRole(collection, call.text("role", ""));
                        return patch.apply(call);
                    });
                });
        operations.put("createInvitation", this::invite);
        operations.put("createGroup", this::createGroup);
        operations.put("listGroupUsers", call -> {
            store.get(organization(call), call.parameter("groupId"));
            return Answer.ok(JsonNodeFactory.instance.arrayNode());
        });
        operations.put("listGroupsOfUser", call -> {
            store.get(organization(call), call.parameter("userId"));
            return Answer.ok(JsonNodeFactory.instance.arrayNode());
        });
        operations.put("getPermissions", this::permissions);
        operations.put(
                "createApplicationUser",
                call -> addRole(
                        call, "/orgs/" + call.parameter("orgId") + "/apps/" + call.parameter("appId") + "/users"));
        operations.put("createEnvironmentTypeUser", call -> {
            String types = "/orgs/" + call.parameter("orgId") + "/env-types";
            store.get(types, call.parameter("envType"));
            return addRole(call, types + "/" + call.parameter("envType") + "/users");
        });
        operations.put(
                "createToken",
                call -> Answer.ok(JsonNodeFactory.instance
                        .objectNode()
                        .put("token", users.createToken(call.parameter("userId"), call.user(), call.body()))
                        .put("type", call.text("type", "static"))));
        operations.put("getCurrentUser", call -> Answer.ok(currentUser(call.user())));
        operations.put("patchCurrentUser", call -> {
            ObjectNode user = users.get(call.user());
            for (String field : List.of("name", "email", "properties")) {
                if (call.body().hasNonNull(field)) {
                    user.set(field, call.body().get(field));
                }
            }
            return Answer.ok(currentUser(call.user()));
        });
    }

    private static String organization(Call call) {
        return "/orgs/" + call.parameter("orgId") + "/users";
    }

    private static Answer ofType(Answer all, String type) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        all.body().forEach(one -> {
            if (type == null
                    || type.equals("group") == one.path("type").asText().equals("group")) {
                list.add(one);
            }
        });
        return Answer.ok(list);
    }

    private Answer createServiceUser(Call call) {
        ObjectNode user = users.add(null, call.text("name", ""), "service", call.text("email", null));
        users.addRole(organization(call), user, call.text("role", "member"));
        return Answer.ok(user);
    }

    private Answer invite(Call call) {
        String email = call.text("email", "");
        ObjectNode user = users.add(null, email, "user", email);
        String role = call.text("role", "member");
        ObjectNode invited = users.addRole(organization(call), user, role).put("invite", "pending");
        Instant now = users.now();
        store.put(
                "/orgs/" + call.parameter("orgId") + "/invitations",
                user.get("id").asText(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("user_id", user.get("id").asText())
                        .put("email", email)
                        .put("created_at", now.toString())
                        .put("created_by", call.user())
                        .put("expires_at", now.plus(INVITATION).toString()));
        return Answer.ok(JsonNodeFactory.instance.arrayNode().add(invited));
    }

    private Answer createGroup(Call call) {
        String id = "g-" + call.text("group_id", "");
        ObjectNode group = users.add(id, call.text("group_id", ""), "group", null);
        ObjectNode role = users.addRole(organization(call), group, call.text("role", "member"))
                .put("idp_id", call.text("idp_id", ""));
        return Answer.ok(JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("group_id", call.text("group_id", ""))
                .put("idp_id", call.text("idp_id", ""))
                .put("created_at", role.get("created_at").asText())
                .put("role", role.get("role").asText()));
    }

    /** Only users of the organization can have a role in its applications and environment types. */
    private Answer addRole(Call call, String collection) {
        String id = call.text("id", "");
        ObjectNode member = store.find(organization(call), id)
                .orElseThrow(() -> Problem.badRequest("User '" + id + "' is not in the organization."));
        ObjectNode user = member.deepCopy();
        user.remove("role");
        return Answer.ok(users.addRole(collection, user, call.text("role", "")));
    }

    private Answer permissions(Call call) {
        store.get(organization(call), call.parameter("userId"));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode objects = json.putObject("objects");
        users.roles(call.parameter("userId")).forEach((path, role) -> {
            if ((path + "/").startsWith("/orgs/" + call.parameter("orgId") + "/")) {
                ArrayNode permissions =
                        objects.putObject(path).putArray("permissions").add("read");
                if (!Permissions.READERS.contains(role)) {
                    permissions.add("write");
                }
            }
        });
        return Answer.ok(json);
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
