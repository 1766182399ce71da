/**
 * Hand-written types of the API description, for which generated classes are not precise enough. They do not depend on
 * the rest of the client.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.types;

import org.jspecify.annotations.NullMarked;
