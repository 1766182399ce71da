/** The build step and the post-build step of Freestyle jobs. They run the same steps as Pipelines. */
package io.jenkins.plugins.humanitec.freestyle;
