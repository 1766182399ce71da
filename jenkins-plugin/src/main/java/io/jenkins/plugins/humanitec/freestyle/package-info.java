/** The build step and the post-build step of Freestyle jobs. */
package io.jenkins.plugins.humanitec.freestyle;
