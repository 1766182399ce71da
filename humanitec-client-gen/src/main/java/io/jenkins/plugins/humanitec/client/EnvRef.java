package io.jenkins.plugins.humanitec.client;

import java.util.Objects;

/**
 * Names an environment.
 *
 * @param app the application that the environment belongs to
 * @param envId the ID of the environment
 */
public record EnvRef(AppRef app, String envId) implements ValueScope {

    private static final long serialVersionUID = 1L;

    /** @throws InvalidInputException if the ID is not one, see {@link Identifiers#requireId} */
    public EnvRef {
        Objects.requireNonNull(app, "app");
        Identifiers.requireId("environment", envId);
    }

    @Override
    public String kind() {
        return "environment";
    }

    /** @return application and environment as people write them, such as {@code shop/development} */
    @Override
    public String toString() {
        return app + "/" + envId;
    }
}
