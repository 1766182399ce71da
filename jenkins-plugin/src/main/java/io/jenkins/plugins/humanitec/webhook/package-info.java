/** Receives events of Humanitec, which let waiting builds look at once. */
package io.jenkins.plugins.humanitec.webhook;
