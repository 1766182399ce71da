/**
 * Finds the source of a build: repository, commit, branch, tag or change request. Makes no requests.
 */
package io.jenkins.plugins.humanitec.scm;
