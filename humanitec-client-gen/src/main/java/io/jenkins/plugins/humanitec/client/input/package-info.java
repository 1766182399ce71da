/** Reads what a script hands over, and refuses what cannot be sent. */
package io.jenkins.plugins.humanitec.client.input;
