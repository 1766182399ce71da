package io.jenkins.plugins.humanitec.client.access;

import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.CurrentUserApi;
import io.jenkins.plugins.humanitec.client.api.OrganizationsApi;
import io.jenkins.plugins.humanitec.client.api.TokensApi;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.environments.Applications;
import io.jenkins.plugins.humanitec.client.errors.ForbiddenException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.model.CurrentUser;
import io.jenkins.plugins.humanitec.client.model.Organization;
import io.jenkins.plugins.humanitec.client.model.TokenInfo;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

    /**
     * Returns when the client's token expires at the latest. The API does not tell with which of a user's tokens a request
     * is made, so this is the latest expiration time of all tokens of the user.
     *
     * @return the time; empty if the user has a token that does not expire, has no tokens, or must not list them
     * @throws HumanitecException if a request fails, for instance because the API does not accept the token
     */
    public Optional<Instant> latestExpiry() {
        CurrentUser user = client.api(CurrentUserApi.class).getCurrentUser();
        List<TokenInfo> tokens;
        try {
            tokens = client.api(TokensApi.class).listTokens(user.getId());
        } catch (ForbiddenException | NotFoundException e) {
            return Optional.empty();
        }
        return tokens.stream().anyMatch(token -> token.getExpiresAt() == null)
                ? Optional.empty()
                : tokens.stream().map(token -> token.getExpiresAt().toInstant()).max(Comparator.naturalOrder());
    }
}
