/**
 * Sends requests with the JDK's HTTP client, and adds what that client lacks: credentials for proxies, limits of HTTP/2,
 * compressed bodies. Not for use outside of this library. What a request or a response means belongs in {@code http}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.transport;

import org.jspecify.annotations.NullMarked;
