package io.jenkins.plugins.humanitec.client.generated;

/**
 * What the generated interfaces need of the generator's own wiring, which this project replaces: the type that they have
 * in common.
 */
public final class ApiClient {

    private ApiClient() {}

    /** Marks an interface that was generated from one tag of the contract. */
    public interface Api {}
}
