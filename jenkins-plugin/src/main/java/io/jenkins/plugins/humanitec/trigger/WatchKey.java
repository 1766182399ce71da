package io.jenkins.plugins.humanitec.trigger;

import hudson.Util;
import io.jenkins.plugins.humanitec.client.AppRef;

/**
 * Identifies what triggers share: the application, and the connection and credentials with which its events are read.
 *
 * @param connection the name of the connection
 * @param credentialsId the ID of the credentials
 * @param folder the folder with these credentials; empty for the credentials of all of Jenkins
 * @param app the application
 */
record WatchKey(String connection, String credentialsId, String folder, AppRef app) {

    /** Returns a name for a file. */
    String fileName() {
        return Util.getDigestOf(String.join("\n", connection, credentialsId, folder, app.orgId(), app.appId()))
                + ".json";
    }
}
