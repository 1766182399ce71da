package io.jenkins.plugins.humanitec.trigger;

import hudson.Util;
import io.jenkins.plugins.humanitec.client.AppRef;

/**
 * Identifies what triggers share: the application, and the connection and credentials with which its events are read.
 *
 * @param connection the name of the connection
 * @param apiUrl the URL of its API
 * @param credentialsId the ID of the credentials
 * @param owner the full name of the folder with these credentials, or of the job; empty for the credentials of all of Jenkins
 * @param app the application
 */
record WatchKey(String connection, String apiUrl, String credentialsId, String owner, AppRef app) {

    /** Returns a name for a file. */
    String fileName() {
        return Util.getDigestOf(String.join("\n", connection, apiUrl, credentialsId, owner, app.orgId(), app.appId()))
                + ".cursor";
    }
}
