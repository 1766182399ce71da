/** Environments that belong to branches and change requests, and go with them. */
package io.jenkins.plugins.humanitec.preview;
