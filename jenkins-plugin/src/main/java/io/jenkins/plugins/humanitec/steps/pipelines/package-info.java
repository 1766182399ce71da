/** The step that runs a Humanitec pipeline. It contains parameters, checks and log messages, and no HTTP. */
package io.jenkins.plugins.humanitec.steps.pipelines;
