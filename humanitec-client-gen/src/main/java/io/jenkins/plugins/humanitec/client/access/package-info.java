/**
 * What the token of a client gives access to. Requests about organizations in general are made through the generated
 * interfaces.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.access;

import org.jspecify.annotations.NullMarked;
