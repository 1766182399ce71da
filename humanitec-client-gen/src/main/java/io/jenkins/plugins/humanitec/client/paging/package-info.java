/**
 * Reads lists that the API returns in pages. Lists that the API returns at once need nothing of it.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.paging;

import org.jspecify.annotations.NullMarked;
