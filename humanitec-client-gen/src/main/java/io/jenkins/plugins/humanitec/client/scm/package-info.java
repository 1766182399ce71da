/** The commit and the ref that a build was made from, worked out from what a CI server knows of its source. */
package io.jenkins.plugins.humanitec.client.scm;
