package io.jenkins.plugins.humanitec.client.environments;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The properties of an environment to create or update.
 *
 * @param name the display name; if null, a new environment gets its ID as its name, and an existing one keeps its name
 * @param type the ID of the environment type, such as {@code development}; if null, a new environment gets the type of
 *     {@code fromEnv}, and an existing one is accepted with any type
 * @param fromEnv the ID of an environment of the same application; a new environment is a copy of its last deployment.
 *     Null if not used
 * @param fromDeployment the ID of a deployment; a new environment is a copy of it. Null if not used
 */
public record EnvironmentSpec(
        @Nullable String name,
        @Nullable String type,
        @Nullable String fromEnv,
        @Nullable String fromDeployment) {

    /**
     * Checks the components.
     *
     * @throws InvalidInputException if both an environment and a deployment are given
     */
    public EnvironmentSpec {
        if (fromEnv != null && fromDeployment != null) {
            throw new InvalidInputException("Give either an environment or a deployment to copy, not both.");
        }
    }
}
