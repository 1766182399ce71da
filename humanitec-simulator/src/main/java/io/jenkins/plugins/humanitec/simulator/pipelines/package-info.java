/**
 * Pipelines, their runs and approvals: their data, their execution and their operations. What the actions of the steps change
 * belongs in the packages of those subjects, behind {@code PipelineActions}.
 */
package io.jenkins.plugins.humanitec.simulator.pipelines;
