/**
 * Reads lists that the API returns in pages. Lists in a single response do not need this package.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.paging;

import org.jspecify.annotations.NullMarked;
