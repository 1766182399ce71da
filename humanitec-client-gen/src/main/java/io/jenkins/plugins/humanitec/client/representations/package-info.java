/**
 * Operations and responses that the generator cannot express: media types besides the first one of an operation, and
 * responses of two forms. Types that models refer to belong in {@code types}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.representations;

import org.jspecify.annotations.NullMarked;
