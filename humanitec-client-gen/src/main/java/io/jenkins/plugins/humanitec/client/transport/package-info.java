/**
 * Sends requests with the JDK's HTTP client, and does what that client leaves undone: credentials for proxies, limits of HTTP/2,
 * compressed bodies. Not for use outside of this library.
 */
package io.jenkins.plugins.humanitec.client.transport;
