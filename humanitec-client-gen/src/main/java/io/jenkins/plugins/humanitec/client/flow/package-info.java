/**
 * Long operations: their stages, which can be stored and entered again in another process, what runs them, and the queue
 * in which deployments to one environment wait. What a particular operation does belongs in the package of its subject.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.flow;

import org.jspecify.annotations.NullMarked;
