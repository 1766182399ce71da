/**
 * What forms check and offer: descriptors of the settings, completions of names, the connection test. Every method that asks
 * Humanitec checks first who asks.
 */
package io.jenkins.plugins.humanitec.forms;
