/**
 * Shared values of applications and environments: listing, creating, changing and deleting them, one by one or many at
 * once. Reading values from a script belongs in {@code input}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.values;

import org.jspecify.annotations.NullMarked;
