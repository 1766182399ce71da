/**
 * Forms of the settings, and the lists and checks for the forms of steps, whose web methods are in their descriptors. Each web
 * method that sends a request to Humanitec first checks the permissions of the user.
 */
package io.jenkins.plugins.humanitec.forms;
