/**
 * Converts values of scripts and forms, and rejects those that cannot be sent. Checks that belong to one operation are in
 * the package of its subject.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.input;

import org.jspecify.annotations.NullMarked;
