/**
 * The step that registers versions of images and workloads. It contains parameters, checks and the text of the log, and no
 * HTTP.
 */
package io.jenkins.plugins.humanitec.steps.artefacts;
