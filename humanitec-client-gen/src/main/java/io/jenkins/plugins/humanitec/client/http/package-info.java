/**
 * The way of a request to the API and back: token, retries, rate limiter, request guard, and the reading of responses and
 * errors. Not for use outside of this library. How bytes are sent and received belongs in {@code transport}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.http;

import org.jspecify.annotations.NullMarked;
