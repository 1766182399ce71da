package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users, their roles, and what a token opens. */
class UsersTest {

    private static final String DEV = "/orgs/acme/apps/shop/envs/development";

    @RegisterExtension
    static final TestClient client = new TestClient();

    private String user(String role) throws Exception {
        return client.post("/orgs/acme/users", "{\"name\": \"CI\", \"role\": \"" + role + "\"}")
                .path("id")
                .asText();
    }

    private TestClient withToken(String user) throws Exception {
        return client.with(client.post("/users/" + user + "/tokens", "{\"id\": \"ci\", \"type\": \"static\"}")
                .path("token")
                .asText());
    }

    @Test
    void aTokenIsThatOfItsUserUntilItIsDeleted() throws Exception {
        String user = user("orgViewer");
        TestClient viewer = withToken(user);

        assertThat(viewer.get("/current-user").path("id").asText()).isEqualTo(user);
        assertThat(client.get("/current-user").path("id").asText()).isEqualTo("u-alice");
        assertThat(client.get("/users/" + user + "/tokens").findValuesAsText("id"))
                .containsExactly("ci");
        assertThat(client.get("/users/" + user + "/tokens").toString()).doesNotContain("\"token\"");

        client.send("DELETE", "/users/" + user + "/tokens/ci", null);

        assertThat(viewer.status("GET", "/current-user", null)).isEqualTo(401);
    }

    @Test
    void onlyAdministratorsOfTheOrganizationCreateTokens() throws Exception {
        String user = user("member");
        String tokens = "/users/" + user + "/tokens";
        String body = "{\"id\": \"next\", \"type\": \"static\"}";

        assertThat(withToken(user("manager")).status("POST", tokens, body)).isEqualTo(403);
        assertThat(withToken(user("administrator")).status("POST", tokens, body))
                .isEqualTo(200);
        TestClient member = withToken(user);
        assertThat(member.get("/orgs").findValuesAsText("id")).containsExactly("acme");
        client.post("/users/" + user + "/tokens", "{\"id\": \"third\", \"type\": \"static\"}");
    }

    @Test
    void aDeletedTokenIsNotValidAgain() throws Exception {
        String user = user("orgViewer");
        TestClient before = withToken(user);
        client.send("DELETE", "/users/" + user + "/tokens/ci", null);
        TestClient after = withToken(user);

        assertThat(before.status("GET", "/current-user", null)).isEqualTo(401);
        assertThat(after.status("GET", "/current-user", null)).isEqualTo(200);
        client.send("DELETE", "/orgs/acme/users/" + user, null);
        assertThat(after.status("GET", "/current-user", null)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "/orgs/acme/apps/shop, administrator, 400",
        "/orgs/acme/apps/shop, owner, 200",
        "/orgs/acme/env-types/development, owner, 400",
        "/orgs/acme/env-types/development, deployer, 200",
        "/orgs/acme/env-types/none, deployer, 404"
    })
    void aRoleIsOneOfItsObject(String object, String role, int status) throws Exception {
        String body = "{\"id\": \"" + user("member") + "\", \"role\": \"" + role + "\"}";

        assertThat(client.status("POST", object + "/users", body)).isEqualTo(status);
    }

    @Test
    void aRoleDoesNotOpenWhatIsBesideIt() throws Exception {
        String user = user("member");
        TestClient developer = withToken(user);
        client.post("/orgs/acme/apps/shop/users", "{\"id\": \"" + user + "\", \"role\": \"developer\"}");
        client.post(
                "/orgs/acme/registries", "{\"id\": \"main\", \"registry\": \"r.example.com\", \"type\": \"basic\"}");

        assertThat(developer.status("DELETE", DEV, null)).isEqualTo(403);
        assertThat(developer.status("GET", DEV, null)).isEqualTo(200);
        assertThat(developer.status("GET", "/orgs/acme/registries/main/creds", null))
                .isEqualTo(403);
        assertThat(withToken(user("manager"))
                        .status(
                                "POST",
                                "/orgs/acme/invitations",
                                "{\"email\": \"x@example.com\", \"role\": \"administrator\"}"))
                .isEqualTo(403);
    }

    @Test
    void anExpiredTokenOpensNothing() throws Exception {
        String user = user("administrator");
        String token = client.post(
                        "/users/" + user + "/tokens",
                        "{\"id\": \"old\", \"type\": \"static\", \"expires_at\": \"2020-01-01T00:00:00Z\"}")
                .path("token")
                .asText();

        assertThat(client.with(token).status("GET", "/orgs/acme/apps", null)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "administrator, 200, 200, 200, 204",
        "manager,       200, 200, 403, 204",
        "orgViewer,     200, 403, 403, 403",
        "member,        403, 403, 403, 403"
    })
    void aRoleOpensNoMoreThanItMay(String role, int reads, int changes, int addsUsers, int scales) throws Exception {
        TestClient other = withToken(user(role));

        assertThat(other.status("GET", "/orgs/acme/apps/shop", null)).isEqualTo(reads);
        assertThat(other.status("PATCH", "/orgs/acme/apps/shop", "{\"name\": \"Store\"}"))
                .isEqualTo(changes);
        assertThat(other.status("POST", "/orgs/acme/users", "{\"name\": \"X\", \"role\": \"member\"}"))
                .isEqualTo(addsUsers);
        assertThat(other.status("PATCH", DEV + "/runtime/replicas", "{\"backend\": 1}"))
                .isEqualTo(scales);
    }

    @Test
    void aMemberMayWhatTheApplicationAndTheEnvironmentTypeAllow() throws Exception {
        String user = user("member");
        TestClient member = withToken(user);
        String scale = "{\"backend\": 1}";

        client.post("/orgs/acme/apps/shop/users", "{\"id\": \"" + user + "\", \"role\": \"developer\"}");
        assertThat(member.status("PATCH", "/orgs/acme/apps/shop", "{\"name\": \"Store\"}"))
                .isEqualTo(200);
        assertThat(member.status("PATCH", DEV + "/runtime/replicas", scale)).isEqualTo(403);

        client.post("/orgs/acme/env-types/development/users", "{\"id\": \"" + user + "\", \"role\": \"deployer\"}");
        assertThat(member.status("PATCH", DEV + "/runtime/replicas", scale)).isEqualTo(204);
        assertThat(member.status("PATCH", DEV.replace("development", "production") + "/runtime/replicas", scale))
                .isEqualTo(403);
        assertThat(member.status("PATCH", "/orgs/acme/apps/prototype", "{\"name\": \"P\"}"))
                .isEqualTo(403);
    }

    @Test
    void whoLeavesTheOrganizationLosesAllRoles() throws Exception {
        String user = user("member");
        client.post("/orgs/acme/apps/shop/users", "{\"id\": \"" + user + "\", \"role\": \"owner\"}");
        assertThat(client.get("/orgs/acme/users/" + user + "/perms").toString()).contains("/orgs/acme/apps/shop");

        assertThat(client.status("DELETE", "/orgs/acme/users/" + user, null)).isEqualTo(204);

        assertThat(client.get("/orgs/acme/apps/shop/users")).isEmpty();
        assertThat(client.status("GET", "/orgs/acme/users/" + user, null)).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manager", "user"})
    void earlierNamesOfRolesAreTaken(String role) throws Exception {
        String user = user("user");
        String app = "/orgs/acme/apps/shop";
        client.post(app + "/users", "{\"id\": \"" + user + "\", \"role\": \"" + role + "\"}");

        assertThat(client.get(app + "/users/" + user).path("role").asText()).isEqualTo(role);
        assertThat(withToken(user).status("PATCH", app, "{\"name\": \"Store\"}"))
                .isEqualTo(200);
    }

    @Test
    void aRoleChanges() throws Exception {
        String user = user("member");

        client.json("PATCH", "/orgs/acme/users/" + user, "{\"role\": \"manager\"}");

        assertThat(client.get("/orgs/acme/users/" + user).path("role").asText()).isEqualTo("manager");
    }

    @Test
    void groupsAndInvitationsAreListed() throws Exception {
        JsonNode group = client.post(
                "/orgs/acme/groups", "{\"group_id\": \"devs\", \"idp_id\": \"okta\", \"role\": \"member\"}");
        client.post("/orgs/acme/invitations", "{\"email\": \"bob@example.com\", \"role\": \"member\"}");

        assertThat(client.get("/orgs/acme/users?type=group").findValuesAsText("id"))
                .containsExactly(group.path("id").asText());
        assertThat(client.get("/orgs/acme/invitations").findValuesAsText("email"))
                .containsExactly("bob@example.com");
        assertThat(client.get("/orgs/acme/groups/" + group.path("id").asText() + "/users"))
                .isEmpty();
    }

    @Test
    void onlyServiceUsersHaveTokens() throws Exception {
        assertThat(client.status("POST", "/users/u-alice/tokens", "{\"id\": \"x\", \"type\": \"static\"}"))
                .isEqualTo(400);
        assertThat(client.status("POST", "/users/u-nobody/tokens", "{\"id\": \"x\", \"type\": \"static\"}"))
                .isEqualTo(404);
    }
}
