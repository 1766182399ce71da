/**
 * The ways to call the API that are compared: the client of this project, the JDK's HTTP client alone, and clients that the generator
 * creates.
 */
package io.jenkins.plugins.humanitec.bench.callers;
