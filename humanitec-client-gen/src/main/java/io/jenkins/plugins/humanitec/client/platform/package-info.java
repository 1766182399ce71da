/**
 * The platform as code: plans that compare manifests with the objects of an organization, their application, and the export of
 * manifests. How manifests are read and compared belongs in {@code manifests}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.platform;

import org.jspecify.annotations.NullMarked;
