/**
 * The active resources of environments, with their outputs. Resource definitions and other objects of an organization are
 * not part of it; the generated interfaces have operations for them.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.resources;

import org.jspecify.annotations.NullMarked;
