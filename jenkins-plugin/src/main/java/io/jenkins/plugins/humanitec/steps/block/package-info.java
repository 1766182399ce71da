/**
 * The {@code withHumanitec} block, which sets the connection, token and target of the steps in it. It can also export the
 * token to commands.
 */
package io.jenkins.plugins.humanitec.steps.block;
