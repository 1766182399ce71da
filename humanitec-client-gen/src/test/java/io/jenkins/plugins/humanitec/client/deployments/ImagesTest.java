package io.jenkins.plugins.humanitec.client.deployments;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deployed as an image. */
class ImagesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "backend:1 ",
                "backend:",
                "backend@",
                "/backend:1",
                "registry.example.com//backend:1",
                "registry.example.com/:1",
                "backend:null",
                "null",
                "null/backend:1",
                "registry.example.com:null/backend:1",
                "backend@null",
                "backend:${TAG}"
            })
    void anImageWithAnEmptyPartIsRefused(String image) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> DeploymentRequest.images(DEV, Map.of("frontend", "frontend:1", "backend", image)))
                .satisfies(refused -> assertThat(refused.getMessage())
                        .contains("backend", image.strip())
                        .doesNotContain("frontend"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backend",
                "localhost:5000/backend:1",
                "registry.example.com/shop/nullable:1.0-null",
                "backend:1@sha256:0a"
            })
    void anyOtherIsTaken(String image) {
        assertThatNoException().isThrownBy(() -> DeploymentRequest.images(DEV, Map.of("backend", image)));
    }
}
