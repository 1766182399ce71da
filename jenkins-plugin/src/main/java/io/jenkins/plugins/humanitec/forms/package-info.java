/**
 * Forms of the settings: descriptors, lists of names, checks and the connection test. Each web method that sends a
 * request to Humanitec first checks the permissions of the user.
 */
package io.jenkins.plugins.humanitec.forms;
