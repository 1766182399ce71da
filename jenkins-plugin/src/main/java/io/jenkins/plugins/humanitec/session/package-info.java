/**
 * The connection, the token and the target of a step: how they are found, and the clients that are made from them. Also what
 * all builds share, such as rate limiters.
 */
package io.jenkins.plugins.humanitec.session;
