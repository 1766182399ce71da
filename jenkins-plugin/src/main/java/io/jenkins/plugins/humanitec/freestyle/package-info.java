/** The build step and the post-build step for Freestyle jobs. They run the steps of Pipelines. */
package io.jenkins.plugins.humanitec.freestyle;
