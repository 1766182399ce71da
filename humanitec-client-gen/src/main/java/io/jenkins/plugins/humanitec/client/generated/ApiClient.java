package io.jenkins.plugins.humanitec.client.generated;

/** Replaces the generator's class of this name. Contains only the common type of the generated interfaces. */
public final class ApiClient {

    private ApiClient() {}

    /** The type of all interfaces that are generated from a tag of the contract. */
    public interface Api {}
}
