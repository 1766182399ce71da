/**
 * Manifests, which describe the objects of an organization: their kinds, how they are read from files, and how an object of the
 * API is compared with its manifest. This package makes no requests.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.manifests;

import org.jspecify.annotations.NullMarked;
