/**
 * The client of the Humanitec API, which {@link io.jenkins.plugins.humanitec.client.HumanitecClient} is the entry point
 * of, and what every caller of it meets: references to applications and environments, tokens, retries, invalid input. The
 * operations of each subject are in the package of the subject.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client;

import org.jspecify.annotations.NullMarked;
