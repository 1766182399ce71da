/**
 * Protected actions: determines which requests are or cause one, and whether they are allowed. This package makes no
 * requests itself.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.guard;

import org.jspecify.annotations.NullMarked;
