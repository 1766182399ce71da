package io.jenkins.plugins.humanitec.client.resources;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.model.ActiveResource;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * An active resource of an environment. It never contains a secret: the API returns only references to the secret outputs,
 * and this class keeps only their names.
 *
 * @param id the ID of the resource in the environment, such as {@code modules.backend.externals.db} or {@code shared.db}
 * @param type the resource type, such as {@code postgres}
 * @param resourceClass the resource class, such as {@code default}
 * @param workload the workload that the resource belongs to; null if the environment or several workloads use it
 * @param definitionId the ID of the resource definition
 * @param status {@code pending}, {@code active}, {@code deleting}, any other status of the API, or {@code unknown}
 * @param isDeletionScheduled whether the next deployment deletes the resource
 * @param outputs the outputs that are not secret, by name; the values are types that JSON supports: text, number, boolean,
 *     null, list or map; unmodifiable
 * @param secretOutputs the names of the secret outputs; nested names are joined with dots, and a dot in a name has a
 *     backslash before it; unmodifiable
 */
public record ActiveResourceInfo(
        String id,
        String type,
        String resourceClass,
        @Nullable String workload,
        String definitionId,
        String status,
        boolean isDeletionScheduled,
        Map<String, @Nullable Object> outputs,
        SortedSet<String> secretOutputs)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String OF_WORKLOAD = "modules.";

    /** Copies the outputs. Leaves out those that are secret. */
    public ActiveResourceInfo {
        secretOutputs = Outputs.names(secretOutputs);
        outputs = Outputs.withoutSecrets(outputs, secretOutputs);
    }

    static ActiveResourceInfo of(EnvRef env, ActiveResource resource) {
        String id = ApiText.require(env, resource.getResId(), "a resource without its ID");
        return new ActiveResourceInfo(
                id,
                ApiText.or(resource.getType(), "unknown"),
                ApiText.or(resource.getPropertyClass(), "default"),
                workloadOf(id),
                ApiText.or(resource.getDefId(), "unknown"),
                ApiText.or(resource.getStatus(), "unknown"),
                Boolean.TRUE.equals(resource.getScheduledDeletion()),
                Outputs.orEmpty(resource.getResource()),
                Outputs.secretNames(Outputs.orEmpty(resource.getSecretRefs())));
    }

    private static @Nullable String workloadOf(String id) {
        String name =
                id.startsWith(OF_WORKLOAD) ? id.substring(OF_WORKLOAD.length()).split("\\.", 2)[0] : "";
        return name.isEmpty() ? null : name;
    }

    /**
     * {@return an output that is not secret; empty if there is none of this name, or its value is null}
     *
     * @param name the name of the output
     */
    public Optional<Object> output(String name) {
        return Optional.ofNullable(outputs.get(name));
    }

    /**
     * Returns all outputs, with a text in place of each secret one.
     *
     * @param mask the text
     * @return the outputs, nested as those that are not secret; a copy that can be changed
     */
    public Map<String, @Nullable Object> maskedOutputs(String mask) {
        return Outputs.masked(outputs, secretOutputs, mask);
    }

    /** {@return type, class and ID, and the names of the outputs, but no values} */
    @Override
    public String toString() {
        return type + " (" + resourceClass + ") " + id + ": " + status + ", outputs " + outputs.keySet()
                + ", secret outputs " + secretOutputs;
    }
}
