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

/** What the client's token is good for. */
public final class Access {

    private final ClientContext client;

    /** @param client the client to use */
    public Access(ClientContext client) {
        this.client = client;
    }

    /**
     * @param orgId the ID of an organization
     * @return whose the token is, and what it sees there
     * @throws InvalidInputException if that is no ID
     * @throws HumanitecException if the API does not accept the token, or not for that organization
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
