/** The step that runs a pipeline of Humanitec. It contains parameters, checks and the text of the log, and no HTTP. */
package io.jenkins.plugins.humanitec.steps.pipelines;
