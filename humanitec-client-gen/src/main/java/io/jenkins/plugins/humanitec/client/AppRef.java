package io.jenkins.plugins.humanitec.client;

/**
 * Names an application.
 *
 * @param orgId the ID of the organization
 * @param appId the ID of the application
 */
public record AppRef(String orgId, String appId) implements ValueScope {

    private static final long serialVersionUID = 1L;

    /** @throws InvalidInputException if an ID is not one, see {@link Identifiers#requireId} */
    public AppRef {
        Identifiers.requireId("organization", orgId);
        Identifiers.requireId("application", appId);
    }

    /**
     * @param envId the ID of one of the application's environments
     * @return the environment
     * @throws InvalidInputException if the ID is not one, see {@link Identifiers#requireId}
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

    /** @return the application as people write it */
    @Override
    public String toString() {
        return appId;
    }
}
