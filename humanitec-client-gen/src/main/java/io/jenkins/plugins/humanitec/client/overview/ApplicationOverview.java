package io.jenkins.plugins.humanitec.client.overview;

import io.jenkins.plugins.humanitec.client.AppRef;
import java.util.List;

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
}
