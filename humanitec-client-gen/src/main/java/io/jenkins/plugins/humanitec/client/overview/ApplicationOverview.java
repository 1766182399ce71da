package io.jenkins.plugins.humanitec.client.overview;

import io.jenkins.plugins.humanitec.client.AppRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is deployed to the environments of an application.
 *
 * @param app the application
 * @param environments the environments in the order of promotion: development first, production last
 * @param previews the preview environments, the newest first
 */
public record ApplicationOverview(
        AppRef app, List<EnvironmentOverview> environments, List<EnvironmentOverview> previews) {

    /** Copies the lists. */
    public ApplicationOverview {
        environments = List.copyOf(environments);
        previews = List.copyOf(previews);
    }

    /**
     * {@return an environment, which can be a preview}
     *
     * @param envId the ID of the environment
     */
    public Optional<EnvironmentOverview> find(String envId) {
        return Stream.concat(environments.stream(), previews.stream())
                .filter(found -> found.env().envId().equals(envId))
                .findFirst();
    }
}
