/**
 * The commit and the ref that a build was made from, determined from the information of a CI server. This package makes no
 * requests and does not depend on a particular CI server.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.scm;

import org.jspecify.annotations.NullMarked;
