package io.jenkins.plugins.humanitec.simulator.users;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import io.jenkins.plugins.humanitec.simulator.resources.Resources;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The users of all organizations and their tokens. Their roles are resources of the organizations. */
public final class Users {

    /** The ID of the user of the token in the options of the simulator, an administrator of every organization. */
    public static final String ADMINISTRATOR = Resources.ADMINISTRATOR;

    private static final String USERS = "/users";

    private final Resources resources;
    private final ResourceStore store;
    private final SimulatedTime time;
    private final Map<String, Owner> tokens = new TreeMap<>();

    private record Owner(String userId, String tokenId) {}

    /**
     * Creates the users, with the administrator only.
     *
     * @param resources the resources of the organizations
     * @param time the time of the simulator
     */
    public Users(Resources resources, SimulatedTime time) {
        this.resources = resources;
        this.store = resources.store();
        this.time = time;
        clear();
    }

    /** Deletes all users and tokens, except the administrator. */
    public void clear() {
        tokens.clear();
        add(ADMINISTRATOR, "Alice", "user", "alice@example.com");
    }

    /**
     * Adds the administrator to an organization.
     *
     * @param orgId the ID of the organization
     */
    public void addOrganization(String orgId) {
        addRole("/orgs/" + orgId + USERS, get(ADMINISTRATOR), "administrator");
    }

    /**
     * Adds a user without a role.
     *
     * @param id the ID; null for a new ID
     * @param name the display name
     * @param type {@code user}, {@code service} or {@code group}
     * @param email the e-mail address; null for none
     * @return the user
     */
    public ObjectNode add(String id, String name, String type, String email) {
        ObjectNode user = Json.object()
                .put("id", id == null ? (type.equals("service") ? "s-" : "u-") + UUID.randomUUID() : id)
                .put("name", name)
                .put("type", type)
                .put("created_at", time.now().toString());
        if (email != null) {
            user.put("email", email);
        }
        store.put(USERS, user.get("id").asText(), user);
        return user;
    }

    /**
     * Returns a user.
     *
     * @param id the ID
     * @return the stored object
     * @throws Problem with status 404 if it does not exist
     */
    public ObjectNode get(String id) {
        return store.get(USERS, id);
    }

    /**
     * Gives a user a role.
     *
     * @param collection the path of the users of an organization, application or environment type
     * @param user the user
     * @param role the role
     * @return the stored role
     * @throws Problem with status 409 if the user already has a role there
     */
    public ObjectNode addRole(String collection, ObjectNode user, String role) {
        requireRole(collection, role);
        String id = user.get("id").asText();
        Problem.conflictIf(store.has(collection, id), "'" + id + "' already has a role in " + collection + ".");
        ObjectNode stored = user.deepCopy().put("role", role);
        store.put(collection, id, stored);
        return stored;
    }

    /** The API still takes earlier names of roles. Returns the role that has the permissions now. */
    private static String currentName(String collection, String role) {
        String level = collection.contains("/env-types/") ? "type" : collection.contains("/apps/") ? "app" : "org";
        return switch (level + " " + role) {
            case "org user" -> "member";
            case "org artefactContributer" -> "artefactContributor";
            case "app manager" -> "owner";
            case "app user" -> "developer";
            case "type manager", "type user" -> "deployer";
            default -> role;
        };
    }

    /** Throws a problem with status 400 if there is no such role for organizations, applications or environment types. */
    static void requireRole(String collection, String role) {
        Set<String> roles = collection.contains("/env-types/")
                ? Permissions.OF_ENVIRONMENT_TYPES
                : collection.contains("/apps/") ? Permissions.OF_APPLICATIONS : Permissions.OF_ORGANIZATIONS;
        Problem.badRequestIf(
                !roles.contains(currentName(collection, role)), "role: '" + role + "' is none of " + roles + ".");
    }

    /**
     * Removes a user from an organization, its applications and its environment types. A user without any role is deleted.
     *
     * @param orgId the ID of the organization
     * @param userId the ID of the user
     * @throws Problem with status 404 if the user is not in the organization
     */
    public void removeFrom(String orgId, String userId) {
        String organization = "/orgs/" + orgId + "/";
        store.remove(organization + "users", userId);
        for (String end : List.of(USERS, "/invitations")) {
            store.pathsWith(organization, end, userId).forEach(path -> store.remove(path, userId));
        }
        if (roles(userId).isEmpty() && !userId.equals(ADMINISTRATOR)) {
            tokens.values().removeIf(owner -> owner.userId().equals(userId));
            store.remove(USERS, userId);
        }
    }

    /**
     * Deletes a token.
     *
     * @param userId the ID of the user
     * @param tokenId the ID of the token
     * @throws Problem with status 404 if it does not exist
     */
    void deleteToken(String userId, String tokenId) {
        store.remove(tokensOf(userId), tokenId);
        tokens.values()
                .removeIf(owner ->
                        owner.userId().equals(userId) && owner.tokenId().equals(tokenId));
    }

    /**
     * Creates a token.
     *
     * @param userId the ID of the user
     * @param creator the ID of the user who creates it
     * @param input the ID, the type and the description
     * @return the token
     * @throws Problem with status 404 if the user does not exist, with status 400 if it is not a service user, and with status
     *     409 if the ID exists
     */
    public String createToken(String userId, String creator, JsonNode input) {
        Problem.badRequestIf(
                !get(userId).path("type").asText().equals("service"), "Only service users can have tokens.");
        resources.create("/users/{userId}/tokens", Map.of("userId", userId), creator, input);
        String token = "sim-" + UUID.randomUUID();
        tokens.put(token, new Owner(userId, input.get("id").asText()));
        return token;
    }

    /**
     * Returns the user of a token.
     *
     * @param token the token
     * @return the ID of the user; empty if the token does not exist or has expired
     */
    public Optional<String> userOf(String token) {
        return Optional.ofNullable(tokens.get(token))
                .flatMap(owner -> store.find(tokensOf(owner.userId()), owner.tokenId())
                        .filter(info -> !info.hasNonNull("expires_at")
                                || !time.isReached(OffsetDateTime.parse(
                                                info.get("expires_at").asText())
                                        .toInstant()))
                        .map(info -> owner.userId()));
    }

    /**
     * Returns the role of a user.
     *
     * @param collection the path of the users of an organization, application or environment type
     * @param userId the ID of the user
     * @return the role; empty if the user has none there
     */
    public String role(String collection, String userId) {
        return store.find(collection, userId)
                .map(role -> currentName(collection, role.path("role").asText()))
                .orElse("");
    }

    /**
     * Returns the roles of a user in all organizations.
     *
     * @param userId the ID of the user
     * @return the roles by the path of the object
     */
    public Map<String, String> roles(String userId) {
        Map<String, String> roles = new TreeMap<>();
        store.pathsWith("/orgs/", USERS, userId)
                .forEach(path -> roles.put(path.substring(0, path.length() - USERS.length()), role(path, userId)));
        return roles;
    }

    /** Returns whether a user is an administrator of an organization that another user belongs to. */
    boolean isAdministratorOf(String userId, String otherId) {
        return store.list("/orgs").stream()
                .map(organization -> "/orgs/" + organization.get("id").asText() + USERS)
                .anyMatch(users -> role(users, userId).equals("administrator") && store.has(users, otherId));
    }

    Instant now() {
        return time.now();
    }

    private static String tokensOf(String userId) {
        return USERS + "/" + userId + "/tokens";
    }
}
