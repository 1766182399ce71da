package io.jenkins.plugins.humanitec.client.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.simulator.World;
import io.jenkins.plugins.humanitec.simulator.deployments.Sets;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import io.jenkins.plugins.humanitec.simulator.pipelines.Pipeline;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRun;
import java.util.HashMap;
import java.util.Map;

/** One of each kind of object that the simulator keeps, for an operation to find; and what to put where an example names it. */
public final class StoredObjects {

    private static final String PIPELINE =
            "{\"name\": \"Default\", \"on\": {\"deployment_request\": {}}, \"jobs\": {\"deploy\": {\"steps\": [{\"uses\": \"actions/humanitec/approve@v1\"}]}}}";

    private final Map<String, String> byParameter = new HashMap<>();
    private final Map<String, String> byExample = new HashMap<>();

    public StoredObjects(World world, String operationId) throws JsonProcessingException {
        App app = world.addApp("acme", "shop", "Shop");
        Env env = app.addEnv("development", "Development", "development").addModule("backend", "Deployment", 2);
        if (!operationId.matches("create.*Value")) {
            app.setValue("API_URL", "https://api.example.com", "", false);
            env.setValue("API_URL", "https://api.example.com", "", false);
        }
        byExample.put(
                "4f1c9b2a",
                app.deltas()
                        .create(JsonNodeFactory.instance.objectNode())
                        .get("id")
                        .asText());
        byExample.put("2qXk0cUzGvHq", Sets.EMPTY);
        byExample.put("7hYd2sWmNaBr", Sets.EMPTY);
        if (!operationId.equals("createDeployment")) {
            byExample.put("17f8a2c4d1b0e6a3", env.deploy("", null, Sets.EMPTY).id());
        }
        if (operationId.equals("createApplication")) {
            byExample.put("\"shop\"", "\"shop-2\"");
        }
        artefact(world);
        if (!operationId.equals("createPipeline")) {
            pipeline(app, operationId);
        }
    }

    private void artefact(World world) {
        JsonNode version = world.artefacts("acme")
                .register(JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "container")
                        .put("name", "registry.example.com/shop/backend"));
        byParameter.put("artefactId", version.get("artefact_id").asText());
        byParameter.put("artefactVersionId", version.get("id").asText());
        byParameter.put("versionId", version.get("id").asText());
    }

    private void pipeline(App app, String operationId) throws JsonProcessingException {
        Pipeline pipeline = app.pipelines().create(Json.MAPPER.readTree(PIPELINE));
        PipelineRun run = app.pipelines().run(pipeline, JsonNodeFactory.instance.objectNode(), null);
        run.approval().ifPresent(approval -> {
            byParameter.put("approvalId", approval.id());
            byParameter.put("jobId", approval.jobId());
        });
        // Only what is over can be deleted.
        run.cancel();
        byParameter.put("runId", run.id());
        byParameter.put(
                "ifMatch", operationId.contains("Run") ? run.id().substring(0, 8) + "-cancelled" : pipeline.etag());
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
