/**
 * The {@code withHumanitec} block. It sets the connection, token and target of the steps in it, and can export the
 * token to commands.
 */
package io.jenkins.plugins.humanitec.steps.block;
