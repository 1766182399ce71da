/**
 * Pollers, which repeat a request until a condition is met, and a shared poller that combines their requests.
 * Operations that consist of more than polling belong in {@code flow}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.polling;

import org.jspecify.annotations.NullMarked;
