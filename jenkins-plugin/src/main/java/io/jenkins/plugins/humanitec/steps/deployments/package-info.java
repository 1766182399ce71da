/**
 * Steps that deploy, promote, wait for deployments and compare environments. They contain parameters, checks and log
 * messages, and no HTTP.
 */
package io.jenkins.plugins.humanitec.steps.deployments;
