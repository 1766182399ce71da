package io.jenkins.plugins.humanitec.client.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import io.jenkins.plugins.humanitec.client.platform.AppliedChange.Outcome;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes changes that do not depend on each other, a few at a time. */
final class ChangeBatch {

    /** Enough to hide the latency of a request, and not more than the connections of a browser to one host. */
    private static final int MOST_AT_ONCE = 6;

    private static final int INTERRUPT_TIMEOUT_SECONDS = 5;

    private final ClientContext client;
    private final CredentialSource credentials;

    /**
     * A change that was tried.
     *
     * @param applied the outcome
     * @param apiId the ID of the object in the API; empty if it is unknown
     * @param secrets the secrets that were written, by the JSON Pointer of the field
     */
    record Made(AppliedChange applied, String apiId, Map<String, String> secrets) {

        static Made inDryRun(PlannedChange change) {
            return new Made(AppliedChange.of(change, Outcome.DONE, ""), "", Map.of());
        }

        static Made interrupted(PlannedChange change) {
            String why = "the apply was interrupted";
            return new Made(AppliedChange.of(change, Outcome.SKIPPED, why), "", Map.of());
        }
    }

    ChangeBatch(ClientContext client, CredentialSource credentials) {
        this.client = client;
        this.credentials = credentials;
    }

    /** Returns the outcomes in the order of the changes. */
    List<Made> run(List<PlannedChange> changes) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(MOST_AT_ONCE, changes.size()), task -> {
            Thread thread = new Thread(task, "humanitec-apply");
            thread.setDaemon(true);
            return thread;
        });
        Map<ObjectId, Made> made = new ConcurrentHashMap<>();
        List<Callable<@Nullable Void>> tasks = new ArrayList<>();
        for (PlannedChange change : changes) {
            tasks.add(() -> {
                made.put(change.object(), make(change));
                return null;
            });
        }
        try {
            for (Future<?> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            awaitInterrupted(threads);
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
        return changes.stream()
                .map(change -> made.getOrDefault(change.object(), Made.interrupted(change)))
                .toList();
    }

    /** Waits until the interrupted requests have recorded their failures, which does not take long. */
    private static void awaitInterrupted(ExecutorService threads) {
        try {
            threads.awaitTermination(INTERRUPT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Made make(PlannedChange change) {
        String apiId = change.apiId() == null ? change.object().id() : change.apiId();
        Map<String, String> secrets = new HashMap<>();
        try {
            for (PlannedChange.Request request : change.requests()) {
                Object answer = send(request, change.action());
                if (change.action() == Action.CREATE && answer instanceof Map<?, ?> fields) {
                    JsonNode created = Json.MAPPER.valueToTree(fields);
                    apiId = Manifest.collection(change.object()).orElseThrow().apiId(created);
                }
            }
            if (change.manifest() != null) {
                change.manifest().credentials().forEach((pointer, id) -> secrets.put(pointer, secret(id)));
            }
            return new Made(AppliedChange.of(change, Outcome.DONE, ""), apiId, secrets);
        } catch (HumanitecException | InvalidInputException e) {
            String message = String.valueOf(e.getMessage());
            return new Made(AppliedChange.of(change, Outcome.FAILED, message), apiId, Map.of());
        }
    }

    private @Nullable Object send(PlannedChange.Request request, Action action) {
        try {
            return AnyRequest.of(request.operationId(), request.parameters(), body(request))
                    .send(client);
        } catch (NotFoundException e) {
            if (action == Action.DELETE) {
                // Deleted by an attempt whose response was lost, or together with what it belonged to.
                return null;
            }
            throw e;
        }
    }

    private @Nullable Object body(PlannedChange.Request request) {
        if (request.body() == null || request.isText()) {
            return request.body();
        }
        try {
            JsonNode body = Json.MAPPER.readTree(request.body());
            if (request.body().contains("${credentials:")) {
                insertSecrets(body);
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void insertSecrets(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(withSecret(field.getValue())));
        } else if (json instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, withSecret(list.get(i)));
            }
        }
    }

    private JsonNode withSecret(JsonNode value) {
        if (value.isTextual()) {
            return Manifest.credentialId(value.asText())
                    .<JsonNode>map(id -> TextNode.valueOf(secret(id)))
                    .orElse(value);
        }
        insertSecrets(value);
        return value;
    }

    private String secret(String id) {
        return credentials
                .secret(id)
                .orElseThrow(() -> new InvalidInputException("There is no credential '" + id + "'."));
    }
}
