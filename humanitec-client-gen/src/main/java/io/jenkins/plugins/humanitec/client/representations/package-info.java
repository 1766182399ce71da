/**
 * Operations and responses that the generator does not support: additional media types of an operation, and responses
 * with two forms. Types that models refer to belong in {@code types}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.representations;

import org.jspecify.annotations.NullMarked;
