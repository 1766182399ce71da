/**
 * The client of the Humanitec API with its entry point {@link io.jenkins.plugins.humanitec.client.HumanitecClient}, and
 * the types that all callers use: references to applications and environments, tokens, retry policies and exceptions
 * for invalid arguments. The operations of each subject are in the package of the subject.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client;

import org.jspecify.annotations.NullMarked;
