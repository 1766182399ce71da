/**
 * Protected actions: which requests are one, or lead to one, and what decides whether they are allowed. Nothing here makes
 * a request.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.guard;

import org.jspecify.annotations.NullMarked;
