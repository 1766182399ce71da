/**
 * Finds the connection, token and target of a step, and creates the clients. Also contains the services that all builds
 * share, such as the rate limiters.
 */
package io.jenkins.plugins.humanitec.session;
