/**
 * Classes that the generated interfaces use and that replace classes of the generator. Other hand-written code does not
 * belong here.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.generated;

import org.jspecify.annotations.NullMarked;
