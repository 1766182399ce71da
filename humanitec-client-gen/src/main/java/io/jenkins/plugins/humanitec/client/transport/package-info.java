/**
 * Sends requests with the JDK's HTTP client, and adds features that it lacks: credentials for proxies, stream limits of
 * HTTP/2, and compressed bodies. Not for use outside of this library. Code that depends on the meaning of requests and
 * responses belongs in {@code http}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.transport;

import org.jspecify.annotations.NullMarked;
