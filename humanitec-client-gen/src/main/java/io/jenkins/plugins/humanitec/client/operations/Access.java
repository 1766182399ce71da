package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.CurrentUserApi;
import io.jenkins.plugins.humanitec.client.api.OrganizationsApi;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.model.CurrentUser;
import io.jenkins.plugins.humanitec.client.model.Organization;

/** What the client's token is good for. */
public final class Access {

    private final HumanitecClient client;

    /** @param client what makes the calls */
    public Access(HumanitecClient client) {
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
        int applications = client.applications().list(orgId).size();
        String userId = Told.or(user.getId(), "an unknown user");
        return new TokenAccess(
                userId, Told.or(user.getName(), userId), orgId, Told.or(organization.getName(), orgId), applications);
    }
}
