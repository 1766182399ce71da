package io.jenkins.plugins.humanitec.client;

/**
 * A reference to an application.
 *
 * @param orgId the ID of the organization
 * @param appId the ID of the application
 */
public record AppRef(String orgId, String appId) implements ValueScope {

    private static final long serialVersionUID = 1L;

    /**
     * Checks the IDs.
     *
     * @throws InvalidInputException if an ID is missing or invalid, see {@link Identifiers#requireId}
     */
    public AppRef {
        Identifiers.requireId("organization", orgId);
        Identifiers.requireId("application", appId);
    }

    /**
     * Returns a reference to an environment of the application. Makes no request.
     *
     * @param envId the ID of the environment
     * @return the reference
     * @throws InvalidInputException if the ID is missing or invalid, see {@link Identifiers#requireId}
     */
    public EnvRef env(String envId) {
        return new EnvRef(this, envId);
    }

    @Override
    public AppRef app() {
        return this;
    }

    @Override
    public String kind() {
        return "application";
    }

    /** {@return the ID of the application, without the organization} */
    @Override
    public String toString() {
        return appId;
    }
}
