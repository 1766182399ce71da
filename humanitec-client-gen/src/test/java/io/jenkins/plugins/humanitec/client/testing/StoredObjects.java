package io.jenkins.plugins.humanitec.client.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.simulator.World;
import io.jenkins.plugins.humanitec.simulator.deployments.Sets;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import io.jenkins.plugins.humanitec.simulator.pipelines.Pipeline;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRun;
import io.jenkins.plugins.humanitec.simulator.users.Users;
import io.jenkins.plugins.humanitec.simulator.values.Values;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** One of each kind of object that the simulator keeps, for an operation to find; and what to put where an example names it. */
public final class StoredObjects {

    private static final String PIPELINE =
            "{\"id\": \"default\", \"name\": \"Default\", \"on\": {\"deployment_request\": {}, \"pipeline_call\": "
                    + "{\"inputs\": {\"comment\": {\"type\": \"string\"}}}}, \"jobs\": {\"deploy\": {\"steps\": [{\"uses\": \"actions/humanitec/approve@v1\"}]}}}";

    private static final String ALICE = "u-alice";
    private static final String ID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    private static final String FINGERPRINT = "9be36d7e31323a00e88facdd50843accd95ddbcffaefea28e49c28c08399417d";
    private static final Map<String, String> PARAMETERS = Map.of(
            "orgId", "acme",
            "appId", "shop",
            "envId", "development",
            "agentId", "cluster-agent",
            "defId", "postgres-dev",
            "typeId", "acme/queue",
            "pipelineId", "default");

    private final Map<String, String> byParameter = new HashMap<>();
    private final Map<String, String> byExample = new HashMap<>();

    private final World world;
    private final String operationId;

    public StoredObjects(World world, String operationId) throws JsonProcessingException {
        this.world = world;
        this.operationId = operationId;
        world.clear();
        App app = world.addApp("acme", "shop", "Shop");
        Env env = app.addEnv("development", "Development", "development").addModule("backend", "Deployment", 2);
        if (!operationId.matches("create.*Value")) {
            app.setValue("API_URL", "https://api.example.com", "", false);
            env.setValue("API_URL", "https://api.example.com", "", false);
            Values values = operationId.contains("Environment") ? env.values() : app.values();
            byParameter.put("valueSetVersionId", values.newestVersion());
        }
        byExample.put(
                "4f1c9b2a",
                app.deltas()
                        .create(JsonNodeFactory.instance.objectNode(), ALICE)
                        .get("id")
                        .asText());
        byExample.put("2qXk0cUzGvHq", Sets.EMPTY);
        byExample.put("7hYd2sWmNaBr", Sets.EMPTY);
        if (operationId.endsWith("ActiveResource")) {
            ObjectNode shared = JsonNodeFactory.instance.objectNode();
            shared.putObject("db").put("type", "postgres");
            env.deploy("", null, app.sets().add(JsonNodeFactory.instance.objectNode(), shared));
            waitUntil(() -> env.deploymentHistory().lastSuccess().isPresent());
        } else if (!operationId.equals("createDeployment")) {
            byExample.put(
                    "17f8a2c4d1b0e6a3", env.deploy("", null, env.baseSet()).id());
        }
        if (operationId.equals("createApplication")) {
            byExample.put("\"shop\"", "\"shop-2\"");
        }
        if (operationId.equals("createEnvironmentType")) {
            byExample.put("\"development\"", "\"preview\"");
        }
        if (operationId.equals("deleteEnvironmentType")) {
            // The other one is in use.
            byParameter.put("envTypeId", "staging");
        }
        if (operationId.endsWith("ApplicationUser")) {
            byExample.put("\"member\"", "\"developer\"");
        }
        if (operationId.endsWith("EnvironmentTypeUser")) {
            byExample.put("\"member\"", "\"deployer\"");
        }
        artefact();
        if (!operationId.equals("createPipeline")) {
            pipeline(app);
        }
        organization();
        resourcesOfApplication();
        users();
    }

    /** Waits without pauses that would add up to minutes: each request of a test has objects of its own. */
    private void waitUntil(Callable<Boolean> condition) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
            // Executes what is due.
            world.apps("acme");
            return condition.call();
        });
    }

    private void artefact() throws JsonProcessingException {
        boolean workload = operationId.startsWith("getWorkload");
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("type", workload ? "workload" : "container")
                .put("name", "registry.example.com/shop/backend");
        input.putObject("spec");
        ObjectNode set = input.objectNode();
        set.putObject("modules");
        set.putObject("shared");
        JsonNode version = world.artefacts("acme").register(input, workload ? set : null, ALICE);
        byParameter.put("artefactId", version.get("artefact_id").asText());
        byParameter.put("artefactVersionId", version.get("id").asText());
        byParameter.put("versionId", version.get("id").asText());
    }

    private void pipeline(App app) throws JsonProcessingException {
        app.pipelines().replace(PIPELINE);
        Pipeline pipeline = app.pipelines().get("default");
        PipelineRun run = app.pipelines().run(pipeline, JsonNodeFactory.instance.objectNode(), null);
        waitUntil(() -> !run.approvals().isEmpty());
        byParameter.put("approvalId", run.approvals().get(0).id());
        byParameter.put("jobId", run.approvals().get(0).jobId());
        if (!operationId.equals("approve") && !operationId.equals("deny")) {
            // Only what is over can be deleted.
            run.cancel();
        }
        byParameter.put("runId", run.id());
        byParameter.put(
                "ifMatch", operationId.contains("Run") ? run.id().substring(0, 8) + "-cancelled" : pipeline.etag());
        if (operationId.startsWith("getPipeline")) {
            byParameter.put("version", pipeline.version());
        }
        add(
                "createPipelineCriteria",
                "/apps/{appId}/pipelines/{pipelineId}/criteria",
                "{\"id\": \"" + ID + "\", \"trigger\": \"pipeline_call\", \"pipeline_name\": \"Default\"}");
    }

    private void organization() throws JsonProcessingException {
        add("createAgent", "/agents", "{\"id\": \"cluster-agent\"}");
        add("createAgentKey", "/agents/{agentId}/keys", "{\"fingerprint\": \"" + FINGERPRINT + "\"}");
        add("createPublicKey", "/keys", "{\"id\": \"" + ID + "\"}");
        add("createRegistry", "/registries", "{\"id\": \"main-registry\"}");
        add("createSecretStore", "/secretstores", "{\"id\": \"vault-main\"}");
        add("createResourceAccount", "/resources/accounts", "{\"id\": \"aws-main\"}");
        add(
                "createResourceDefinition",
                "/resources/defs",
                "{\"id\": \"postgres-dev\", \"type\": \"postgres\", \"active_version_id\": \"" + ID
                        + "\", \"criteria\": [{\"id\": \"" + ID + "\"}]}");
        add(
                "createResourceDefinition",
                "/resources/defs/{defId}/versions",
                "{\"id\": \"" + ID + "\", \"active\": " + !operationId.startsWith("archive") + "}");
        add("createResourceDriver", "/resources/drivers", "{\"id\": \"acme-postgres\"}");
        add("createResourceType", "/resources/types", "{\"type\": \"acme/queue\"}");
        add("createResourceClass", "/resources/types/{typeId}/classes", "{\"id\": \"small\"}");
        add(
                "createWorkloadProfile",
                "/workload-profiles",
                "{\"id\": \"acme/default-module\", \"workload_profile_chart\": {\"id\": \"web\", \"version\": \"1\"}}");
        add("createImageBuild", "/images", "{\"id\": \"backend\"}");
    }

    private void resourcesOfApplication() throws JsonProcessingException {
        add(
                "createAutomationRule",
                "/apps/{appId}/envs/{envId}/rules",
                "{\"id\": \"" + ID + "\", \"type\": \"update\"}");
        add("createDependencyGraph", "/apps/{appId}/envs/{envId}/resources/graphs", "{\"id\": \"" + ID + "\"}");
        add("createWebhook", "/apps/{appId}/webhooks", "{\"id\": \"notify\"}");
        if (operationId.endsWith("Webhook")) {
            byParameter.put("jobId", "notify");
        }
    }

    private void users() throws JsonProcessingException {
        Users users = world.users();
        if (!operationId.equals("createApplicationUser")) {
            users.addRole("/orgs/acme/apps/shop/users", users.get(ALICE), "owner");
        }
        if (!operationId.equals("createEnvironmentTypeUser")) {
            users.addRole("/orgs/acme/env-types/development/users", users.get(ALICE), "deployer");
        }
        if (operationId.equals("listGroupUsers")) {
            users.addRole("/orgs/acme/users", users.add("g-developers", "Developers", "group", null), "member");
        }
        if (operationId.contains("Token")) {
            users.add("s-ci", "CI", "service", null);
            byParameter.put("userId", "s-ci");
            if (!operationId.startsWith("create")) {
                users.createToken("s-ci", ALICE, Json.MAPPER.readTree("{\"id\": \"ci\", \"type\": \"static\"}"));
            }
        }
    }

    /** Adds a resource of the organization, unless the operation is the one that creates it. */
    private void add(String createOperation, String collection, String fields) throws JsonProcessingException {
        if (!operationId.equals(createOperation)) {
            world.resources().create("/orgs/{orgId}" + collection, PARAMETERS, ALICE, Json.MAPPER.readTree(fields));
        }
    }

    JsonNode inPlaceOfExamples(String parameter, JsonNode example) throws JsonProcessingException {
        if (byParameter.containsKey(parameter)) {
            return TextNode.valueOf(byParameter.get(parameter));
        }
        String json = example.toString();
        for (Map.Entry<String, String> entry : byExample.entrySet()) {
            json = json.replace(entry.getKey(), entry.getValue());
        }
        return Json.MAPPER.readTree(json);
    }
}
