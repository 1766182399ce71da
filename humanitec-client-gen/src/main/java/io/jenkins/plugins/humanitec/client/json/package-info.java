/**
 * Reads models from JSON, and writes them to it. Code that checks bodies against the API description belongs in
 * {@code contract}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.json;

import org.jspecify.annotations.NullMarked;
