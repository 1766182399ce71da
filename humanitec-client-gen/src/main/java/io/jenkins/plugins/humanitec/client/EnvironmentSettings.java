package io.jenkins.plugins.humanitec.client;

import java.util.Map;

/** Reads settings from environment variables. */
final class EnvironmentSettings {

    private EnvironmentSettings() {}

    static void apply(Map<String, String> variables, HumanitecClientBuilder builder) {
        String secret = variables.getOrDefault("HUMANITEC_TOKEN", "").strip();
        if (secret.isEmpty()) {
            throw new InvalidInputException(
                    "The environment variable HUMANITEC_TOKEN is not set. Set it to an API token.");
        }
        builder.bearerToken(secret);
        String org = variables.getOrDefault("HUMANITEC_ORG", "").strip();
        if (!org.isEmpty()) {
            builder.organization(org);
        }
        String uri = variables.getOrDefault("HUMANITEC_API_PREFIX", "").strip();
        if (!uri.isEmpty()) {
            builder.baseUri(ApiAddress.parse("HUMANITEC_API_PREFIX", uri));
        }
    }
}
