/**
 * Types of the contract that are written by hand, because a generated class would say less. They refer to nothing else of
 * the client.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.types;

import org.jspecify.annotations.NullMarked;
