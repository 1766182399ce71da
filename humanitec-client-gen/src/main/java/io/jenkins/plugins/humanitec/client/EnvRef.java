package io.jenkins.plugins.humanitec.client;

import java.util.Objects;

/**
 * A reference to an environment.
 *
 * @param app the application of the environment
 * @param envId the ID of the environment
 */
public record EnvRef(AppRef app, String envId) implements ValueScope {

    private static final long serialVersionUID = 1L;

    /**
     * Checks the ID.
     *
     * @throws InvalidInputException if the ID is missing or invalid, see {@link Identifiers#requireId}
     */
    public EnvRef {
        Objects.requireNonNull(app, "app");
        Identifiers.requireId("environment", envId);
    }

    @Override
    public String kind() {
        return "environment";
    }

    /** {@return the IDs of application and environment, such as {@code shop/development}} */
    @Override
    public String toString() {
        return app + "/" + envId;
    }
}
