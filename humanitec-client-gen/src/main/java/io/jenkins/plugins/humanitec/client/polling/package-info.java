/**
 * Pollers, which repeat a request until something has happened, and what lets many of them share requests. Operations that
 * consist of more than polling belong in {@code flow}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.polling;

import org.jspecify.annotations.NullMarked;
