package io.jenkins.plugins.humanitec.client.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.errors.ConflictException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.ServerErrorException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import io.jenkins.plugins.humanitec.client.manifests.ObjectId;
import io.jenkins.plugins.humanitec.client.platform.AppliedChange.Outcome;
import io.jenkins.plugins.humanitec.client.platform.PlannedChange.Action;
import io.jenkins.plugins.humanitec.client.platform.Platform.OnFailure;
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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes changes that do not depend on each other, a few at a time. */
final class ChangeBatch {

    /** Enough to hide the latency of a request, and not more than the connections of a browser to one host. */
    private static final int MOST_AT_ONCE = 6;

    private static final int LONGEST_MESSAGE = 1000;
    private static final int INTERRUPT_TIMEOUT_SECONDS = 5;

    private final ClientContext client;
    private final CredentialSource credentials;
    private final OnFailure onFailure;
    private final UnaryOperator<PlannedChange> remaining;
    private final SecretMasker masker = new SecretMasker();
    private volatile boolean hasFailed;

    /**
     * A change that was tried.
     *
     * @param applied the outcome
     * @param apiId the ID of the object in the API; empty if it is unknown
     * @param isOwn whether the object is now as this change made it; somebody else can have created the same
     * @param secrets the secrets that were written, by the JSON Pointer of the field
     */
    record Made(AppliedChange applied, String apiId, boolean isOwn, Map<String, String> secrets) {

        static Made without(PlannedChange change, Outcome outcome, String why) {
            AppliedChange applied = AppliedChange.of(change, outcome, why);
            return new Made(applied, "", false, Map.of());
        }

        /** Leaves out the secrets. */
        @Override
        public String toString() {
            return applied.toString();
        }
    }

    /**
     * Creates a batch.
     *
     * @param client the client to use
     * @param credentials the secrets
     * @param onFailure whether to begin further changes after a failure
     * @param remaining returns a change with the requests that are left to make
     */
    ChangeBatch(
            ClientContext client,
            CredentialSource credentials,
            OnFailure onFailure,
            UnaryOperator<PlannedChange> remaining) {
        this.client = client;
        this.credentials = credentials;
        this.onFailure = onFailure;
        this.remaining = remaining;
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
                made.put(
                        change.object(),
                        hasFailed && onFailure == OnFailure.STOP
                                ? Made.without(change, Outcome.SKIPPED, ApplyStage.STOPPED)
                                : make(change));
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
                .map(change -> made.getOrDefault(
                        change.object(), Made.without(change, Outcome.SKIPPED, "the apply was interrupted")))
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
        try {
            return made(change);
        } catch (RuntimeException e) {
            // Whatever it is, the others are made, and the account of them is complete.
            hasFailed = true;
            String message = LogSanitizer.inOneLine(masker.mask(String.valueOf(e.getMessage())), LONGEST_MESSAGE);
            return Made.without(change, Outcome.FAILED, message);
        }
    }

    private Made made(PlannedChange change) {
        Map<String, String> secrets = new HashMap<>();
        if (change.manifest() != null) {
            change.manifest().credentials().forEach((pointer, id) -> secrets.put(pointer, secret(id)));
        }
        AppliedChange done = AppliedChange.of(change, Outcome.DONE, "");
        String apiId = change.apiId() == null ? change.object().id() : change.apiId();
        try {
            for (PlannedChange.Request request : change.requests()) {
                Object answer = send(request, change.action());
                if (change.action() == Action.CREATE && answer instanceof Map<?, ?> fields) {
                    JsonNode created = Json.MAPPER.valueToTree(fields);
                    apiId = Manifest.collection(change.object()).orElseThrow().apiId(created);
                }
            }
        } catch (ConflictException e) {
            // Somebody else has created it meanwhile. If it is as the manifest describes it, nothing is left to do.
            return new Made(done, existing(change, e), false, Map.of());
        } catch (TransportException | ServerErrorException e) {
            // The request may have been executed nevertheless.
            return new Made(done, existing(change, e), true, secrets);
        }
        return new Made(done, apiId, true, secrets);
    }

    /** Returns the ID of an object that is as it was to be made. */
    private String existing(PlannedChange change, HumanitecException failure) {
        PlannedChange left;
        try {
            left = change.action() == Action.DELETE ? change : remaining.apply(change);
        } catch (HumanitecException | InvalidInputException e) {
            throw failure;
        }
        if (!left.requests().isEmpty() || left.apiId() == null) {
            throw failure;
        }
        return left.apiId();
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
        String secret = credentials
                .secret(id)
                .orElseThrow(() -> new InvalidInputException("There is no credential '" + id + "'."));
        masker.add(secret);
        return secret;
    }
}
