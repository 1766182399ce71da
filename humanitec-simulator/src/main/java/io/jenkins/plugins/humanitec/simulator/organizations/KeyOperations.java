package io.jenkins.plugins.humanitec.simulator.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The operations of the tags Keys and Agents: the keys of organizations and agents have fingerprints.
 *
 * @param store the resources of the organizations
 * @param time the time of the simulator
 */
public record KeyOperations(ResourceStore store, SimulatedTime time) implements Operations {

    private static final Duration VALIDITY = Duration.ofDays(365);

    @Override
    public void addTo(OperationTable operations) {
        operations.extend("createPublicKey", (call, create) -> {
            String key = call.body() == null ? "" : call.body().asText();
            String fingerprint = fingerprint(key);
            Problem.conflictIf(
                    store.list(call.path("/orgs/{orgId}/keys")).stream()
                            .anyMatch(
                                    other -> other.path("fingerprint").asText().equals(fingerprint)),
                    "The key already exists.");
            return create.apply(call.withBody(validKey(fingerprint).put("key", key)));
        });
        operations.extend("createAgentKey", (call, create) -> {
            String key = call.text("public_key", "");
            return create.apply(call.withBody(
                    validKey(fingerprint(key)).put("public_key", key).put("is_authorized", true)));
        });
        operations.extend("createAgent", (call, create) -> {
            fingerprint(call.text("public_key", ""));
            Answer created = create.apply(call);
            operations.execute("createAgentKey", call.withParameter("agentId", call.text("id", "")));
            return created;
        });
        operations.filter("listAgents", (call, agent) -> {
            String keys = call.path("/orgs/{orgId}/agents/") + agent.get("id").asText() + "/keys";
            return call.query("fingerprint") == null || store.has(keys, call.query("fingerprint"));
        });
    }

    private ObjectNode validKey(String fingerprint) {
        return Json.object()
                .put("fingerprint", fingerprint)
                .put("expired_at", time.now().plus(VALIDITY).toString());
    }

    /** Returns the SHA-256 fingerprint of a key in PEM format, in hexadecimal digits. The key is not checked. */
    private static String fingerprint(String pem) {
        Problem.badRequestIf(pem.isBlank(), "The key is empty.");
        try {
            byte[] key = Base64.getMimeDecoder()
                    // The API also accepts a key in one line, with an n after a backslash for each line break.
                    .decode(pem.replace("\\n", "\n").replaceAll("-----[^-]*-----", ""));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("The key is not in PEM format.");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
