/**
 * Steps for deployments: deploy, promote, wait for one, compare environments. They contain parameters, checks and the text of
 * the log, and no HTTP.
 */
package io.jenkins.plugins.humanitec.steps.deployments;
