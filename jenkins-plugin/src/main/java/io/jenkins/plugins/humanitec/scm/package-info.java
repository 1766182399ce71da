/**
 * What Jenkins knows of the source of a build: repository, commit, branch, tag or change request. Nothing here makes a
 * request.
 */
package io.jenkins.plugins.humanitec.scm;
