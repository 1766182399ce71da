package io.jenkins.plugins.humanitec.simulator.artefacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.score.ScoreConverter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The operations of the tags Artefacts and ArtefactVersions. */
public final class ArtefactOperations implements Operations {

    private final Function<Call, Artefacts> artefacts;
    private final Registered registered;

    /** What follows when a version is registered. */
    @FunctionalInterface
    public interface Registered {

        /**
         * A version is registered.
         *
         * @param call the request
         * @param version the new version
         * @param deploymentSet the deployment set of a workload; null for a container
         */
        void accept(Call call, ObjectNode version, ObjectNode deploymentSet);
    }

    /**
     * Creates the operations.
     *
     * @param artefacts returns the artefacts of the organization in a request
     * @param registered called with each new version
     */
    public ArtefactOperations(Function<Call, Artefacts> artefacts, Registered registered) {
        this.artefacts = artefacts;
        this.registered = registered;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        operations.put("createArtefactVersion", this::register);
        operations.put("listArtefacts", this::listArtefacts);
        operations.put("deleteArtefact", call -> {
            artefacts.apply(call).delete(call.parameter("artefactId"));
            return Answer.noContent();
        });
        operations.put("listArtefactVersionsOfOrganization", call -> versions(call, version -> matches(call, version)));
        operations.put("listArtefactVersions", call -> {
            String artefactId = artefacts.apply(call).requireId(call.parameter("artefactId"));
            return versions(call, version -> version.get("artefact_id").asText().equals(artefactId));
        });
        operations.put(
                "getArtefactVersion",
                call -> Answer.ok(artefacts.apply(call).version(call.parameter("artefactVersionId"))));
        operations.put("patchArtefactVersion", this::patch);
        operations.put("getWorkloadSpec", call -> spec(call, false));
        operations.put("getWorkloadDeploymentSet", call -> spec(call, true));
        operations.put("convertScore", call -> Answer.ok(ScoreConverter.convert(call.body())));
    }

    /** Answers with the deployment set of a workload if the request accepts it. */
    private Answer register(Call call) {
        if (call.text("name", "").isEmpty() || call.text("type", "").isEmpty()) {
            throw Problem.badRequest("An artefact version needs type and name.");
        }
        boolean isWorkload = call.text("type", "").equals("workload");
        ObjectNode set = isWorkload ? ScoreConverter.convert(call.body()) : null;
        if (!isWorkload) {
            requireContainer(call);
        }
        if (call.asks("dry_run")) {
            return Answer.noContent();
        }
        ObjectNode version = artefacts.apply(call).register(call.body(), set, call.user());
        registered.accept(call, version, set);
        return isWorkload && call.accepted().contains("deployment-set")
                ? Answer.ok(set).with("Content-Type", call.accepted())
                : Answer.ok(version);
    }

    private static void requireContainer(Call call) {
        String ref = call.text("ref", "");
        boolean git = call.query("vcs") == null || call.query("vcs").equals("git");
        if (git && !ref.isEmpty() && !ref.startsWith("refs/")) {
            throw Problem.badRequest("ref: must begin with refs/.");
        }
    }

    private Answer spec(Call call, boolean converted) {
        JsonNode json = converted
                ? artefacts.apply(call).deploymentSet(call.parameter("artefactVersionId"))
                : artefacts.apply(call).spec(call.parameter("artefactVersionId"));
        // JSON is valid YAML.
        return call.accepted().endsWith("yaml")
                ? Answer.ok(json).with("Content-Type", call.accepted())
                : Answer.ok(json);
    }

    private Answer listArtefacts(Call call) {
        return Answer.ok(array(artefacts.apply(call).all().stream()
                .filter(artefact -> is(call, "type", artefact) && is(call, "name", artefact))
                .toList()));
    }

    private Answer versions(Call call, Predicate<ObjectNode> wanted) {
        boolean archivedToo = call.asks("archived");
        List<ObjectNode> found = artefacts
                .apply(call)
                .versions(wanted.and(version -> refersTo(call.query("reference"), version))
                        .and(version -> archivedToo || !version.get("archived").asBoolean()));
        int limit = call.query("limit") == null ? found.size() : Integer.parseInt(call.query("limit"));
        return Answer.ok(array(found.stream().limit(Math.max(0, limit)).toList()));
    }

    /** A reference is the name with the version or the digest. */
    private static boolean refersTo(String reference, JsonNode version) {
        String name = version.get("name").asText();
        return reference == null
                || reference.equals(name + ":" + version.path("version").asText())
                || reference.equals(name + "@" + version.path("digest").asText());
    }

    private static boolean matches(Call call, ObjectNode version) {
        return is(call, "name", version) && is(call, "type", version);
    }

    private static boolean is(Call call, String field, JsonNode json) {
        String wanted = call.query(field);
        return wanted == null || wanted.equals(json.path(field).asText());
    }

    private Answer patch(Call call) {
        Artefacts all = artefacts.apply(call);
        ObjectNode version = all.version(call.parameter("versionId"));
        if (!version.get("artefact_id").asText().equals(all.requireId(call.parameter("artefactId")))) {
            throw Problem.notFound("Version '" + call.parameter("versionId") + "' of the artefact");
        }
        return Answer.ok(all.archive(version, call.body().path("archived").asBoolean(), call.user()));
    }

    private static ArrayNode array(List<ObjectNode> elements) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        elements.forEach(list::add);
        return list;
    }
}
