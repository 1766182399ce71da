/**
 * The HTTP server: request handlers, the rate limit, injected faults and TLS. Code that reads or changes simulated data belongs
 * in the package of its subject.
 */
package io.jenkins.plugins.humanitec.simulator.http;
