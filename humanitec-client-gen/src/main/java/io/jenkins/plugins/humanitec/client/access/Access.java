package io.jenkins.plugins.humanitec.client.access;

import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.CurrentUserApi;
import io.jenkins.plugins.humanitec.client.api.OrganizationsApi;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.environments.Applications;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.model.CurrentUser;
import io.jenkins.plugins.humanitec.client.model.Organization;

/** Checks what the client's token gives access to. */
public final class Access {

    private final ClientContext client;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public Access(ClientContext client) {
        this.client = client;
    }

    /**
     * {@return the owner of the client's token, and what the token gives access to in an organization}
     *
     * @param orgId the ID of the organization
     * @throws InvalidInputException if the ID is invalid
     * @throws HumanitecException if a request fails, for instance because the API does not accept the token for this
     *     organization
     */
    public TokenAccess to(String orgId) {
        Identifiers.requireId("organization", orgId);
        CurrentUser user = client.api(CurrentUserApi.class).getCurrentUser();
        Organization organization = client.api(OrganizationsApi.class).getOrganization(orgId);
        int applications = new Applications(client).list(orgId).size();
        String userId = ApiText.or(user.getId(), "an unknown user");
        return new TokenAccess(
                userId,
                ApiText.or(user.getName(), userId),
                orgId,
                ApiText.or(organization.getName(), orgId),
                applications);
    }
}
