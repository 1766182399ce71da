/**
 * Classes that the generated interfaces refer to and that replace those of the generator. Other code that is written by
 * hand belongs elsewhere.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.generated;

import org.jspecify.annotations.NullMarked;
