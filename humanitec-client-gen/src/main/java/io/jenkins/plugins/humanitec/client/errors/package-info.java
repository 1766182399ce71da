/**
 * The exceptions of the client, one for each kind of error. An exception that has the result of an operation belongs in
 * the package of its subject.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.errors;

import org.jspecify.annotations.NullMarked;
