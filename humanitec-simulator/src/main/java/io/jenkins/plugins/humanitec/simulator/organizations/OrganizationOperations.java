package io.jenkins.plugins.humanitec.simulator.organizations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.util.List;

/**
 * The operations of the tags Registries, SecretStores, Images, ResourceClasses and ResourceAccounts that need behaviour.
 *
 * @param store the resources of the organizations
 * @param time the time of the simulator
 */
public record OrganizationOperations(ResourceStore store, SimulatedTime time) implements Operations {

    private static final List<String> STORE_TYPES = List.of("awssm", "azurekv", "gcpsm", "vault");
    private static final String REGISTRIES = "/orgs/{orgId}/registries";
    private static final String IMAGES = "/orgs/{orgId}/images";

    @Override
    public void addTo(OperationTable operations) {
        for (String id : List.of("createRegistry", "patchRegistry")) {
            operations.extend(id, (call, change) -> {
                Answer answer = change.apply(call);
                keepCredentials(call, answer.body().get("id").asText());
                return answer;
            });
        }
        operations.ok("getRegistryCredentials", this::credentials);
        operations.check(
                "createSecretStore",
                call -> Problem.badRequestIf(
                        STORE_TYPES.stream().filter(call.body()::hasNonNull).count() != 1,
                        "A secret store must have exactly one of " + STORE_TYPES + "."));
        for (String id : List.of("createSecretStore", "patchSecretStore")) {
            operations.extend(id, (call, change) -> onlyPrimary(call, change.apply(call)));
        }
        operations.noContent("createImageBuild", this::addBuild);
        operations.list(
                "listResourceClasses",
                call -> store.listBelow(call.path("/orgs/{orgId}/resources/types/"), "/classes").stream());
        operations.check("deleteResourceAccount", this::requireUnusedAccount);
        operations.ok("checkResourceAccount", call -> {
            JsonNode account = store.get(call.path("/orgs/{orgId}/resources/accounts"), call.parameter("accId"));
            ObjectNode json = Json.object();
            json.putArray("identity_fields")
                    .addObject()
                    .put("id", "account")
                    .put("description", "The account of the credentials")
                    .put("value", account.get("id").asText());
            json.putArray("warnings");
            return json;
        });
    }

    private void requireUnusedAccount(Call call) {
        store.list(call.path("/orgs/{orgId}/resources/defs"))
                .forEach(definition -> Problem.badRequestIf(
                        definition.path("driver_account").asText().equals(call.parameter("accId")),
                        "The resource definition '" + definition.get("id").asText() + "' has the account."));
    }

    private void keepCredentials(Call call, String registryId) {
        if (call.body().path("creds") instanceof ObjectNode credentials) {
            store.put(call.path(REGISTRIES) + "/" + registryId + "/creds", registryId, credentials);
        }
    }

    private ObjectNode credentials(Call call) {
        String id = call.parameter("regId");
        JsonNode registry = store.get(call.path(REGISTRIES), id);
        ObjectNode json = Json.object();
        json.set("registry", registry.get("registry"));
        store.find(call.path(REGISTRIES + "/{regId}/creds"), id).ifPresent(json::setAll);
        if (registry.hasNonNull("secrets")) {
            json.set("secrets", registry.get("secrets"));
        }
        return json;
    }

    /** An organization has one primary secret store. */
    private Answer onlyPrimary(Call call, Answer answer) {
        if (answer.body().path("primary").asBoolean()) {
            String id = answer.body().get("id").asText();
            store.list(call.path("/orgs/{orgId}/secretstores")).stream()
                    .filter(other -> !other.get("id").asText().equals(id))
                    .forEach(other -> other.put("primary", false));
        }
        return answer;
    }

    /** The first build of an image adds the image. */
    private void addBuild(Call call) {
        String id = call.parameter("imageId");
        String now = time.now().toString();
        ObjectNode build = Json.object();
        for (String field : List.of("branch", "commit", "image")) {
            build.put(field, call.text(field, ""));
        }
        build.set("tags", call.body().hasNonNull("tags") ? call.body().get("tags") : build.arrayNode());
        build.put("added_at", now);
        if (!store.has(call.path(IMAGES), id)) {
            store.put(
                    call.path(IMAGES),
                    id,
                    Json.object().put("id", id).put("source", "ci").put("added_at", now));
        }
        store.get(call.path(IMAGES), id).withArray("builds").add(build);
        store.put(
                call.path(IMAGES + "/{imageId}/builds"),
                now + build.get("image").asText(),
                build);
    }
}
