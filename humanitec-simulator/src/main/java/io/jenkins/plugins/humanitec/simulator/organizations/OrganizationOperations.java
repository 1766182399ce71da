package io.jenkins.plugins.humanitec.simulator.organizations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The operations of the tags Registries, SecretStores, Images, ResourceClasses and ResourceAccounts that need behaviour. */
public final class OrganizationOperations implements Operations {

    private static final List<String> STORE_TYPES = List.of("awssm", "azurekv", "gcpsm", "vault");

    private final ResourceStore store;
    private final SimulatedTime time;

    /**
     * Creates the operations.
     *
     * @param store the resources of the organizations
     * @param time the time of the simulator
     */
    public OrganizationOperations(ResourceStore store, SimulatedTime time) {
        this.store = store;
        this.time = time;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        for (String id : List.of("createRegistry", "patchRegistry")) {
            Function<Call, Answer> generic = operations.get(id);
            operations.put(id, call -> {
                Answer answer = generic.apply(call);
                keepCredentials(call, answer.body().get("id").asText());
                return answer;
            });
        }
        operations.put("getRegistryCredentials", this::credentials);
        Function<Call, Answer> createStore = operations.get("createSecretStore");
        operations.put("createSecretStore", call -> {
            if (STORE_TYPES.stream().filter(call.body()::hasNonNull).count() != 1) {
                throw Problem.badRequest("A secret store must have exactly one of " + STORE_TYPES + ".");
            }
            return onlyPrimary(call, createStore.apply(call));
        });
        Function<Call, Answer> patchStore = operations.get("patchSecretStore");
        operations.put("patchSecretStore", call -> onlyPrimary(call, patchStore.apply(call)));
        operations.put("createImageBuild", this::addBuild);
        Function<Call, Answer> listBuilds = operations.get("listImageBuilds");
        operations.put("listImageBuilds", call -> {
            store.get(images(call), call.parameter("imageId"));
            return listBuilds.apply(call);
        });
        operations.put("listResourceClasses", call -> {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            store.listBelow("/orgs/" + call.parameter("orgId") + "/resources/types/", "/classes")
                    .forEach(list::add);
            return Answer.ok(list);
        });
        Function<Call, Answer> deleteAccount = operations.get("deleteResourceAccount");
        operations.put("deleteResourceAccount", call -> {
            store.list("/orgs/" + call.parameter("orgId") + "/resources/defs").stream()
                    .filter(definition ->
                            definition.path("driver_account").asText().equals(call.parameter("accId")))
                    .findFirst()
                    .ifPresent(definition -> {
                        throw Problem.badRequest("The resource definition '"
                                + definition.get("id").asText() + "' has the account.");
                    });
            return deleteAccount.apply(call);
        });
        operations.put("checkResourceAccount", call -> {
            JsonNode account =
                    store.get("/orgs/" + call.parameter("orgId") + "/resources/accounts", call.parameter("accId"));
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.putArray("identity_fields")
                    .addObject()
                    .put("id", "account")
                    .put("description", "The account of the credentials")
                    .put("value", account.get("id").asText());
            json.putArray("warnings");
            return Answer.ok(json);
        });
    }

    private static String registries(Call call) {
        return "/orgs/" + call.parameter("orgId") + "/registries";
    }

    private void keepCredentials(Call call, String registryId) {
        if (call.body().path("creds") instanceof ObjectNode credentials) {
            store.put(registries(call) + "/" + registryId + "/creds", registryId, credentials);
        }
    }

    private Answer credentials(Call call) {
        String id = call.parameter("regId");
        JsonNode registry = store.get(registries(call), id);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("registry", registry.get("registry"));
        store.find(registries(call) + "/" + id + "/creds", id).ifPresent(json::setAll);
        if (registry.hasNonNull("secrets")) {
            json.set("secrets", registry.get("secrets"));
        }
        return Answer.ok(json);
    }

    /** An organization has one primary secret store. */
    private Answer onlyPrimary(Call call, Answer answer) {
        if (answer.body().path("primary").asBoolean()) {
            String id = answer.body().get("id").asText();
            store.list("/orgs/" + call.parameter("orgId") + "/secretstores").stream()
                    .filter(other -> !other.get("id").asText().equals(id))
                    .forEach(other -> other.put("primary", false));
        }
        return answer;
    }

    private static String images(Call call) {
        return "/orgs/" + call.parameter("orgId") + "/images";
    }

    /** The first build of an image adds the image. */
    private Answer addBuild(Call call) {
        String id = call.parameter("imageId");
        ObjectNode build = JsonNodeFactory.instance.objectNode();
        for (String field : List.of("branch", "commit", "image")) {
            build.put(field, call.text(field, ""));
        }
        build.set("tags", call.body().hasNonNull("tags") ? call.body().get("tags") : build.arrayNode());
        build.put("added_at", time.now().toString());
        if (store.find(images(call), id).isEmpty()) {
            ObjectNode image =
                    JsonNodeFactory.instance.objectNode().put("id", id).put("source", "ci");
            image.put("added_at", time.now().toString()).putArray("builds");
            store.put(images(call), id, image);
        }
        store.get(images(call), id).withArray("builds").add(build);
        store.put(
                images(call) + "/" + id + "/builds",
                time.now() + build.get("image").asText(),
                build);
        return Answer.noContent();
    }
}
