/**
 * The way of a request to the API and back, as a stack of parts with one purpose each. From the outside in:
 * {@link io.jenkins.plugins.humanitec.client.http.TransportErrors} names I/O errors,
 * {@link io.jenkins.plugins.humanitec.client.http.RetryingClient} makes a request again,
 * {@link io.jenkins.plugins.humanitec.client.http.HttpSender} adds the token, sends with the JDK's
 * {@link java.net.http.HttpClient}, and receives the whole body in time, if it is not too large. Not for use outside of this
 * library.
 */
package io.jenkins.plugins.humanitec.client.http;
