package io.jenkins.plugins.humanitec.client.access;

/**
 * The owner of a token, and what the token gives access to.
 *
 * @param userId the ID of the token's user
 * @param userName the display name of the user
 * @param orgId the ID of an organization that the token gives access to
 * @param orgName the display name of the organization
 * @param applications the number of applications in the organization that the token gives access to
 */
public record TokenAccess(String userId, String userName, String orgId, String orgName, int applications) {}
