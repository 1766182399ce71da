package io.jenkins.plugins.humanitec.client.access;

/**
 * Whose a token is, and what it gives access to.
 *
 * @param userId the ID of the user whom it belongs to
 * @param userName what people call that user
 * @param orgId the ID of an organization that it gives access to
 * @param orgName what people call that organization
 * @param applications how many of the organization's applications it sees
 */
public record TokenAccess(String userId, String userName, String orgId, String orgName, int applications) {}
