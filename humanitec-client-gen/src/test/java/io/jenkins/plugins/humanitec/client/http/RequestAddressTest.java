package io.jenkins.plugins.humanitec.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.PipelineRunsApi;
import io.jenkins.plugins.humanitec.client.contract.AnyApi;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.model.PipelineRunCreate;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an address that is given as a whole, and a header, may contain. */
class RequestAddressTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orgs/acme/apps/shop/values/..",
                "/orgs/acme/apps/shop/values/%2e%2e",
                "/orgs/acme/apps/shop/values/..%2F",
                "/orgs/acme/apps/shop/values/%252e%252e/x",
                "/orgs/acme/apps/shop//values",
                "/orgs/acme/apps/shop/"
            })
    void theAddressOfARequestByNameHasNoStepEither(String path) {
        AnyApi api = humanitec.client().api(AnyApi.class);
        URI uri = URI.create(humanitec.client().baseUri() + path);

        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> api.delete(uri, Map.of()));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> api.get(uri, Map.of()));
        assertThat(humanitec.requests()).isEmpty();
    }

    @Test
    void theTokenGoesToNoOtherAddress() {
        HumanitecClient client = humanitec.client();
        AnyApi api = client.api(AnyApi.class);

        for (String address : List.of(
                "http://127.0.0.1:1/orgs/acme",
                client.baseUri() + "@example.invalid/orgs/acme",
                client.baseUri() + "1/orgs/acme",
                "/orgs/acme")) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> api.get(URI.create(address), Map.of()))
                    .withMessageContaining("must begin with " + client.baseUri());
        }
    }

    @Test
    void aHeaderHasOneLine() {
        PipelineRunsApi runs = humanitec.client().api(PipelineRunsApi.class);

        for (String key : List.of("a\r\nHost: x", "\u4e2d", "a\u0000")) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> runs.createPipelineRun(
                            "acme", "shop", "default", new PipelineRunCreate().inputs(Map.of()), key, false))
                    .withMessageContaining("idempotencyKey");
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> AnyRequest.of(
                            "createPipelineRun",
                            Map.of("orgId", "acme", "appId", "shop", "pipelineId", "default", "Idempotency-Key", key),
                            Map.of("inputs", Map.of())))
                    .withMessageContaining("Idempotency-Key");
        }
        assertThat(humanitec.requests()).isEmpty();
    }
}
