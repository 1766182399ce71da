/**
 * Processes requests and responses: token, retries, rate limiter, guard, and parsing of responses and errors. Not for
 * use outside of this library. Code that sends and receives bytes belongs in {@code transport}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.http;

import org.jspecify.annotations.NullMarked;
