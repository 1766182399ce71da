/**
 * Steps for what runs in an environment: scale, pause, resume, show. They contain parameters, checks and the text of the log,
 * and no HTTP.
 */
package io.jenkins.plugins.humanitec.steps.workloads;
