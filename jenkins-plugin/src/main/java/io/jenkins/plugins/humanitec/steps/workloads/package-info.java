/**
 * Steps that scale, pause, resume and show the workloads of an environment. They contain parameters, checks and log
 * messages, and no HTTP.
 */
package io.jenkins.plugins.humanitec.steps.workloads;
