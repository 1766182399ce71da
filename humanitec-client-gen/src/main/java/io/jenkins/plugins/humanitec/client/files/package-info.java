/**
 * Reads the files that users write: their content, and YAML as JSON with the lines of its parts. What the files mean belongs in
 * the packages of their subjects.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.files;

import org.jspecify.annotations.NullMarked;
