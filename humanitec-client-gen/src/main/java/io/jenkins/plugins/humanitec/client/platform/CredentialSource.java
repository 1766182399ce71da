package io.jenkins.plugins.humanitec.client.platform;

import java.io.Serializable;
import java.util.Optional;

/** Supplies the secrets to which manifests refer by {@code ${credentials:ID}}. */
@FunctionalInterface
public interface CredentialSource extends Serializable {

    /** Has no secrets. */
    CredentialSource NONE = id -> Optional.empty();

    /**
     * Returns a secret.
     *
     * @param id the ID in the manifest
     * @return the secret; empty if it does not exist, or if the caller may not use it
     */
    Optional<String> secret(String id);
}
