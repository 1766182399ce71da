/**
 * The commit and the ref that a build was made from, derived from what a CI server knows about its source. Nothing here
 * makes a request or knows a particular CI server.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.scm;

import org.jspecify.annotations.NullMarked;
