/**
 * The conversion of Score specifications to modules and shared resources, after the Score specification v1b1. Versions of
 * workloads, which are registered with a specification, belong in {@code artefacts}.
 */
package io.jenkins.plugins.humanitec.simulator.score;
