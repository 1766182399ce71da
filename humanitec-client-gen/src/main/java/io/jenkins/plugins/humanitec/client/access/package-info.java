/**
 * The access rights of a client's token. For other requests about organizations, use the generated interfaces.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.access;

import org.jspecify.annotations.NullMarked;
