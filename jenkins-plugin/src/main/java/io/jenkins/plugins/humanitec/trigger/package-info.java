/**
 * The trigger {@code humanitecEvent}, which starts a job when something has happened in Humanitec. One poll reads the events of
 * an application for all triggers with the same connection and credentials.
 */
package io.jenkins.plugins.humanitec.trigger;
