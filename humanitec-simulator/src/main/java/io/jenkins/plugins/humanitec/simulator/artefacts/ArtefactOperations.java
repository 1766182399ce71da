package io.jenkins.plugins.humanitec.simulator.artefacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.score.ScoreConverter;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The operations of the tags Artefacts and ArtefactVersions.
 *
 * @param artefacts returns the artefacts of the organization in a request
 * @param registered called with each request that registers a version, and the version
 */
public record ArtefactOperations(Function<Call, Artefacts> artefacts, BiConsumer<Call, ObjectNode> registered)
        implements Operations {

    @Override
    public void addTo(OperationTable operations) {
        operations.put("createArtefactVersion", this::register);
        operations.list(
                "listArtefacts",
                call -> artefacts.apply(call).all().stream().filter(artefact -> isWanted(call, artefact)));
        operations.noContent("deleteArtefact", call -> artefacts.apply(call).delete(call.parameter("artefactId")));
        operations.list(
                "listArtefactVersionsOfOrganization", call -> versions(call, version -> isWanted(call, version)));
        operations.list("listArtefactVersions", call -> {
            String artefactId = artefacts.apply(call).requireId(call.parameter("artefactId"));
            return versions(call, version -> version.get("artefact_id").asText().equals(artefactId));
        });
        operations.ok("getArtefactVersion", call -> artefacts.apply(call).version(call.parameter("artefactVersionId")));
        operations.ok("patchArtefactVersion", this::patch);
        operations.put(
                "getWorkloadSpec", call -> yaml(call, artefacts.apply(call).spec(call.parameter("artefactVersionId"))));
        operations.put(
                "getWorkloadDeploymentSet",
                call -> yaml(call, artefacts.apply(call).deploymentSet(call.parameter("artefactVersionId"))));
        operations.ok("convertScore", call -> ScoreConverter.convert(call.body()));
    }

    /** Answers with the deployment set of a workload if the request accepts it. */
    private Answer register(Call call) {
        String type = call.text("type", "");
        Problem.badRequestIf(
                call.text("name", "").isEmpty() || type.isEmpty(), "An artefact version needs type and name.");
        boolean isWorkload = type.equals("workload");
        ObjectNode set = isWorkload ? ScoreConverter.convert(call.body()) : null;
        String ref = call.text("ref", "");
        Problem.badRequestIf(
                !isWorkload && call.wants("vcs", "git") && !ref.isEmpty() && !ref.startsWith("refs/"),
                "ref: must begin with refs/.");
        if (call.asks("dry_run")) {
            return Answer.noContent();
        }
        ObjectNode version = artefacts.apply(call).register(call.body(), set, call.user());
        registered.accept(call, version);
        return isWorkload && call.accepted().contains("deployment-set")
                ? Answer.ok(set).with("Content-Type", call.accepted())
                : Answer.ok(version);
    }

    /** JSON is valid YAML. */
    private static Answer yaml(Call call, JsonNode json) {
        return call.accepted().endsWith("yaml")
                ? Answer.ok(json).with("Content-Type", call.accepted())
                : Answer.ok(json);
    }

    private Stream<ObjectNode> versions(Call call, Predicate<ObjectNode> wanted) {
        Stream<ObjectNode> found = artefacts
                .apply(call)
                .versions(wanted.and(version -> refersTo(call.query("reference"), version))
                        .and(version -> call.asks("archived")
                                || !version.get("archived").asBoolean()))
                .stream();
        return call.query("limit") == null ? found : found.limit(Math.max(0, Integer.parseInt(call.query("limit"))));
    }

    /** A reference is the name with the version or the digest. */
    private static boolean refersTo(String reference, JsonNode version) {
        String name = version.get("name").asText();
        return reference == null
                || reference.equals(name + ":" + version.path("version").asText())
                || reference.equals(name + "@" + version.path("digest").asText());
    }

    private static boolean isWanted(Call call, JsonNode json) {
        return call.wants("name", json.path("name").asText())
                && call.wants("type", json.path("type").asText());
    }

    private ObjectNode patch(Call call) {
        Artefacts all = artefacts.apply(call);
        ObjectNode version = all.version(call.parameter("versionId"));
        if (!version.get("artefact_id").asText().equals(all.requireId(call.parameter("artefactId")))) {
            throw Problem.notFound("Version '" + call.parameter("versionId") + "' of the artefact");
        }
        return all.archive(version, call.body().path("archived").asBoolean(), call.user());
    }
}
