/**
 * How models are read from JSON and written to it. Checks of bodies against the contract belong in {@code contract}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.json;

import org.jspecify.annotations.NullMarked;
