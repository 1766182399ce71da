/**
 * Reads what is deployed to the environments of applications, in the order of promotion. A cache shares the requests of all
 * viewers.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.overview;

import org.jspecify.annotations.NullMarked;
