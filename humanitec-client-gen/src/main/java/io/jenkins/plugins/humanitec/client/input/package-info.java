/**
 * Reads values that come from a script or a form, and refuses those that cannot be sent. Checks that belong to one
 * operation are in the package of its subject.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.input;

import org.jspecify.annotations.NullMarked;
