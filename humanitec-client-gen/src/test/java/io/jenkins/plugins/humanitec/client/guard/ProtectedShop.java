package io.jenkins.plugins.humanitec.client.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.model.PipelineRunCreate;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import io.jenkins.plugins.humanitec.simulator.pipelines.Pipeline;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The application {@code shop} with an environment {@code production}, which is protected against deployment. */
abstract class ProtectedShop {

    static final String RULE = "is forbidden by the protection rule '*/production' of the connection.";

    /** %s is the environment of a deployment. */
    static final String PIPELINE = """
            id: release
            name: Release
            on:
              pipeline_call:
                inputs:
                  env: {type: string, default: production}
                  v: {type: string}
            jobs:
              main:
                steps:
                - uses: actions/humanitec/http@v1
                  with: {url: https://example.com}
                - uses: actions/humanitec/deploy@v1
                  with:
                    env_id: %s
                    set_id: '0'
            """;

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    HumanitecClient client;

    @BeforeEach
    void protectProduction() {
        humanitec.shop().addEnv("production", "Production", "production");
        client = guarded(new Protection("*/production", Set.of(ProtectedAction.DEPLOYMENT)));
    }

    HumanitecClient guarded(Guard guard) {
        return humanitec.builder().guard(guard).build();
    }

    static JsonNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Pipeline pipeline(String definition) {
        return humanitec.shop().pipelines().create(yaml(definition));
    }

    /** Returns the ID of the approval that a run requests when it is executed. */
    static String approval(PipelineRun run) {
        await().until(() -> !run.approvals().isEmpty());
        return run.approvals().get(0).id();
    }

    static Map<String, Object> shop(String... more) {
        Map<String, Object> parameters = new HashMap<>(Map.of("orgId", "acme", "appId", "shop"));
        for (int i = 0; i < more.length; i += 2) {
            parameters.put(more[i], more[i + 1]);
        }
        return parameters;
    }

    void run(HumanitecClient with, Map<String, Object> inputs) {
        with.api(PipelineRunsApi.class)
                .createPipelineRun(
                        "acme", "shop", "release", new PipelineRunCreate().inputs(inputs), null, (Boolean) null);
    }

    void refused(String message, ThrowingCallable call) {
        assertThatExceptionOfType(ProtectedException.class).isThrownBy(call).withMessageContaining(message);
        assertThat(humanitec.requests()).allMatch(request -> request.startsWith("GET "));
    }

    long writes() {
        return humanitec.requests().stream()
                .filter(request -> !request.startsWith("GET "))
                .count();
    }

    /** What the list of criteria answers next, several times. */
    void criteria(String... criteria) {
        String body = "[" + String.join(",", criteria) + "]";
        humanitec.fail(
                Fault.status(200).on("GET", "/pipeline-criteria").times(9).body("application/json", body));
    }

    static String criterion(String id, String pipelineId, String more) {
        return "{\"id\": \"" + id
                + "\", \"trigger\": \"deployment_request\", \"pipeline_name\": \"x\", \"pipeline_id\": \"" + pipelineId
                + "\"" + more + "}";
    }
}
