package io.jenkins.plugins.humanitec.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.humanitec.simulator.artefacts.Artefacts;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.users.Users;
import io.jenkins.plugins.humanitec.simulator.values.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Data of a simulator in YAML: applications with their values, environments and pipelines, versions of artefacts, and other
 * resources by the path of their collection. Secret values are written as they are; tokens, deltas, earlier deployments and
 * pipeline runs are not written.
 */
public final class DataFile implements Consumer<World> {

    private static final YAMLMapper YAML = YAMLMapper.builder(
                    YAMLFactory.builder().loaderOptions(unlimited()).build())
            // Texts are quoted, so that those that look like numbers remain texts.
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    private final JsonNode content;

    /** The default limit of 3 MB is for files from strangers. */
    private static LoaderOptions unlimited() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        return options;
    }

    private DataFile(JsonNode content) {
        this.content = content;
    }

    /**
     * Reads data.
     *
     * @param file the file
     * @return the data, to start a simulator with
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if the content is not valid
     */
    public static DataFile read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /**
     * Reads data.
     *
     * @param yaml the content
     * @return the data, to start a simulator with
     * @throws IllegalArgumentException if the content is not valid
     */
    public static DataFile parse(String yaml) {
        try {
            JsonNode content = YAML.readTree(yaml);
            requireFields("the file", content, Set.of("organizations", "resources"));
            return new DataFile(content);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The data is not valid YAML: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireFields(String place, JsonNode json, Set<String> known) {
        json.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw new IllegalArgumentException("'" + field + "' is not a field of " + place + ".");
            }
        });
    }

    /**
     * Adds the data.
     *
     * @param world the data of the simulator
     * @throws IllegalArgumentException if an object cannot be added
     */
    @Override
    public void accept(World world) {
        content.path("organizations").forEachEntry((orgId, organization) -> {
            requireFields("an organization", organization, Set.of("applications", "artefacts"));
            world.addOrganization(orgId);
            organization
                    .path("artefacts")
                    .forEach(version -> at(
                            "artefact " + version.path("name").asText(),
                            () -> addVersion(world.artefacts(orgId), version)));
            organization
                    .path("applications")
                    .forEachEntry((id, app) -> at("application " + id, () -> addApp(world, orgId, id, app)));
        });
        content.path("resources")
                .forEachEntry((collection, resources) -> resources.forEachEntry((id, resource) ->
                        at(collection, () -> world.resources().put(collection, id, Users.ADMINISTRATOR, resource))));
    }

    private static void at(String place, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("In the data of " + place + ": " + e.getMessage(), e);
        }
    }

    private static void addVersion(Artefacts artefacts, JsonNode fields) {
        if (!fields.hasNonNull("name") || !fields.hasNonNull("type")) {
            throw new IllegalArgumentException("A version needs name and type.");
        }
        ObjectNode set = fields.path("deployment_set") instanceof ObjectNode object ? object : null;
        ObjectNode version = artefacts.register(fields, set, Users.ADMINISTRATOR);
        artefacts.archive(version, fields.path("archived").asBoolean(), Users.ADMINISTRATOR);
    }

    private static void addApp(World world, String orgId, String id, JsonNode fields) {
        requireFields("an application", fields, Set.of("name", "values", "pipelines", "environments"));
        App app = world.addApp(orgId, id, fields.path("name").asText(id));
        setValues(app.values(), fields);
        fields.path("pipelines")
                .forEach(pipeline ->
                        app.pipelines().replace(pipeline.isTextual() ? pipeline.asText() : pipeline.toString()));
        fields.path("environments").forEachEntry((envId, env) -> addEnv(app, envId, env));
    }

    private static void addEnv(App app, String id, JsonNode fields) {
        requireFields("an environment", fields, Set.of("name", "type", "values", "modules", "deployed", "paused"));
        Env env = app.addEnv(
                id, fields.path("name").asText(id), fields.path("type").asText("development"));
        setValues(env.values(), fields);
        fields.path("modules")
                .forEachEntry((name, module) -> env.addModule(
                        name,
                        module.path("kind").asText("Deployment"),
                        module.path("replicas").asInt(1)));
        JsonNode set = fields.path("deployed");
        if (set.isObject()) {
            env.deploymentHistory().addFirst(app.sets().add(set.withObject("/modules"), set.withObject("/shared")));
        } else if (set.asBoolean()) {
            env.deployed();
        }
        env.workloads().setPaused(fields.path("paused").asBoolean());
    }

    private static void setValues(Values values, JsonNode owner) {
        owner.path("values")
                .forEachEntry((key, value) -> values.create(
                        key,
                        value.path("value").asText(),
                        value.path("description").asText(),
                        value.path("secret").asBoolean()));
    }

    /** Writes the data of a simulator. The caller must hold the monitor of the data. */
    static String write(World world) {
        ObjectNode content = Json.object();
        ObjectNode organizations = content.putObject("organizations");
        world.organizations().forEach((orgId, applications) -> {
            ObjectNode organization = organizations.putObject(orgId);
            ObjectNode apps = organization.putObject("applications");
            applications.all().forEach(app -> apps.set(app.id(), app(app)));
            Artefacts artefacts = world.artefacts(orgId);
            artefacts.versions(version -> true).forEach(version -> {
                ObjectNode copy = organization.withArray("/artefacts").insertObject(0);
                copy.setAll(version);
                if (artefacts.deploymentSetOf(version) != null) {
                    copy.set("spec", artefacts.spec(version.get("id").asText()));
                    copy.set("deployment_set", artefacts.deploymentSetOf(version));
                }
            });
        });
        world.resources().added().forEach((collection, resources) -> {
            ObjectNode byId = content.withObject("/resources").putObject(collection);
            resources.forEach(byId::set);
        });
        try {
            return YAML.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode app(App app) {
        ObjectNode json = Json.object().put("name", app.name());
        addValues(json, app.values());
        app.pipelines().all().forEach(pipeline -> json.withArray("/pipelines").add(pipeline.textWithId()));
        ObjectNode envs = json.putObject("environments");
        app.envs().forEach(env -> envs.set(env.id(), env(env)));
        return json;
    }

    private static ObjectNode env(Env env) {
        ObjectNode json = Json.object().put("name", env.name()).put("type", env.type());
        addValues(json, env.values());
        env.modules()
                .forEach((name, module) -> json.withObject("/modules")
                        .putObject(name)
                        .put("kind", module.kind())
                        .put("replicas", module.replicas()));
        env.deploymentHistory().lastSuccess().ifPresent(last -> {
            ObjectNode set = env.content(last).deepCopy();
            json.set("deployed", set.retain("modules", "shared"));
        });
        if (env.isPaused()) {
            json.put("paused", true);
        }
        return json;
    }

    private static void addValues(ObjectNode json, Values values) {
        values.all().forEach(value -> {
            ObjectNode fields = json.withObject("/values").putObject(value.key());
            fields.put("value", value.value()).put("description", value.description());
            if (value.isSecret()) {
                fields.put("secret", true);
            }
        });
    }
}
