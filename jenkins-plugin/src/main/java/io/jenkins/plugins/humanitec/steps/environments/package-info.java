/**
 * Steps that create and delete applications, environments and preview environments. They contain parameters, checks and
 * log messages, and no HTTP.
 */
package io.jenkins.plugins.humanitec.steps.environments;
