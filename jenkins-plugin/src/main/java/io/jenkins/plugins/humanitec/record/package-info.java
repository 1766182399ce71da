/**
 * What a build changed in Humanitec: recorded with the build, shown on its page and in its remote API. The page of a job shows
 * the last deployments to its environments.
 */
package io.jenkins.plugins.humanitec.record;
