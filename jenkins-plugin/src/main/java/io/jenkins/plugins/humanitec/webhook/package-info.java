/** Receives events of Humanitec, which let waiting builds and triggers look at once, and registers the webhooks that send them. */
package io.jenkins.plugins.humanitec.webhook;
