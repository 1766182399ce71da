/**
 * Steps for applications and environments: create, delete, preview environments. They contain parameters, checks and the text
 * of the log, and no HTTP.
 */
package io.jenkins.plugins.humanitec.steps.environments;
