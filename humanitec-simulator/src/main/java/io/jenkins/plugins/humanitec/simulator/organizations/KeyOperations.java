package io.jenkins.plugins.humanitec.simulator.organizations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import io.jenkins.plugins.humanitec.simulator.state.SimulatedTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;

/** The operations of the tags Keys and Agents: the keys of organizations and agents have fingerprints. */
public final class KeyOperations implements Operations {

    private static final Duration VALIDITY = Duration.ofDays(365);

    private final ResourceStore store;
    private final SimulatedTime time;

    /**
     * Creates the operations.
     *
     * @param store the resources of the organizations
     * @param time the time of the simulator
     */
    public KeyOperations(ResourceStore store, SimulatedTime time) {
        this.store = store;
        this.time = time;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        Function<Call, Answer> createKey = operations.get("createPublicKey");
        operations.put("createPublicKey", call -> {
            String key = call.body() == null ? "" : call.body().asText();
            String collection = "/orgs/" + call.parameter("orgId") + "/keys";
            String fingerprint = fingerprint(key);
            if (store.list(collection).stream()
                    .anyMatch(other -> other.path("fingerprint").asText().equals(fingerprint))) {
                throw Problem.conflict("The key already exists.");
            }
            return createKey.apply(call.withBody(validKey(fingerprint).put("key", key)));
        });
        Function<Call, Answer> createAgentKey = operations.get("createAgentKey");
        Function<Call, Answer> addAgentKey =
                call -> createAgentKey.apply(call.withBody(validKey(fingerprint(call.text("public_key", "")))
                        .put("public_key", call.text("public_key", ""))
                        .put("is_authorized", true)));
        operations.put("createAgentKey", addAgentKey);
        Function<Call, Answer> createAgent = operations.get("createAgent");
        operations.put("createAgent", call -> {
            fingerprint(call.text("public_key", ""));
            Answer created = createAgent.apply(call);
            addAgentKey.apply(call.withParameter("agentId", call.text("id", "")));
            return created;
        });
        Function<Call, Answer> listAgents = operations.get("listAgents");
        operations.put("listAgents", call -> withKey(call, listAgents.apply(call)));
    }

    private ObjectNode validKey(String fingerprint) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("fingerprint", fingerprint)
                .put("expired_at", time.now().plus(VALIDITY).toString());
    }

    private Answer withKey(Call call, Answer all) {
        String fingerprint = call.query("fingerprint");
        if (fingerprint == null) {
            return all;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        all.body().forEach(agent -> {
            String keys = "/orgs/" + call.parameter("orgId") + "/agents/"
                    + agent.get("id").asText() + "/keys";
            if (store.find(keys, fingerprint).isPresent()) {
                list.add(agent);
            }
        });
        return Answer.ok(list);
    }

    /** Returns the SHA-256 fingerprint of a key in PEM format, in hexadecimal digits. The key is not checked. */
    private static String fingerprint(String pem) {
        if (pem.isBlank()) {
            throw Problem.badRequest("The key is empty.");
        }
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
