/**
 * Records the changes of builds in Humanitec, and shows them on the page of the build and in its remote API. The page
 * of a job shows the last deployments to its environments.
 */
package io.jenkins.plugins.humanitec.record;
