/**
 * The step that calls any operation of the API by its name. It contains parameters, checks and the text of the log, and no
 * HTTP.
 */
package io.jenkins.plugins.humanitec.steps.request;
