/**
 * The way of a request to the API and back, as a stack of parts with one purpose each. From the outside in:
 * {@link io.jenkins.plugins.humanitec.client.http.TransportErrors} names I/O errors,
 * {@link io.jenkins.plugins.humanitec.client.http.RetryingClient} makes a request again,
 * {@link io.jenkins.plugins.humanitec.client.http.WholeResponse} reads the whole body in time, if it is not too large,
 * {@link io.jenkins.plugins.humanitec.client.http.AuthorizingClient} adds the token, and feign's client over
 * {@link java.net.http.HttpClient} sends. Not for use outside of this library.
 */
package io.jenkins.plugins.humanitec.client.http;
