/**
 * The step that sends a request for any operation of the API. It contains parameters, checks and log messages, and no
 * HTTP.
 */
package io.jenkins.plugins.humanitec.steps.request;
