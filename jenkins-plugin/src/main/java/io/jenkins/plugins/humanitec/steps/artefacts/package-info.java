/**
 * The step that registers versions of images and workloads. It contains parameters, checks and log messages, and no
 * HTTP.
 */
package io.jenkins.plugins.humanitec.steps.artefacts;
