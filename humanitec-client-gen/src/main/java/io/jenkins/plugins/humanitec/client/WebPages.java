package io.jenkins.plugins.humanitec.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The URLs of pages in the web interface of Humanitec, for links. No other class knows them. The client never sends a request to
 * them. Immutable and safe for use by many threads.
 */
public final class WebPages {

    /** The URL of the public web interface. */
    public static final URI PUBLIC_ADDRESS = URI.create("https://app.humanitec.io");

    private final String address;

    /**
     * Creates the pages of a web interface.
     *
     * @param address the URL of the web interface, with or without slashes at the end; it may have a path
     */
    public WebPages(URI address) {
        this.address = address.toString().replaceFirst("/+$", "");
    }

    /**
     * {@return the URL of the page of an organization}
     *
     * @param orgId the ID of the organization, not encoded
     */
    public String ofOrganization(String orgId) {
        return address + "/orgs/" + segment(orgId);
    }

    /**
     * {@return the URL of the page of an application or environment} The page of an environment is also where its users give
     * approvals. Pipeline runs have no page here, since the API's description does not have their address.
     *
     * @param scope the application or environment
     */
    public String of(ValueScope scope) {
        AppRef app = scope.app();
        String page = ofOrganization(app.orgId()) + "/apps/" + segment(app.appId());
        return scope instanceof EnvRef env ? page + "/envs/" + segment(env.envId()) : page;
    }

    /**
     * {@return the URL of the page with the workloads of an environment, their pods and logs}
     *
     * @param env the environment
     */
    public String ofStatus(EnvRef env) {
        return of(env) + "/status";
    }

    /**
     * {@return the URL of the page of a resource definition}
     *
     * @param orgId the ID of the organization, not encoded
     * @param definitionId the ID of the definition, not encoded
     */
    public String ofDefinition(String orgId, String definitionId) {
        return ofOrganization(orgId) + "/resources/definitions/" + segment(definitionId);
    }

    private static String segment(String text) {
        // The encoder is that of forms, where a plus sign is a space.
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
