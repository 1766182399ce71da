/**
 * Long operations: their stages, which can be stored and entered again in another process, their runners, and the queue
 * of deployments to one environment. The stages of a particular operation belong in the package of its subject.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.flow;

import org.jspecify.annotations.NullMarked;
