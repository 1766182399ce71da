/**
 * Pipelines, their runs and approvals: their data and their operations. A run does not execute its steps, so the data of other
 * subjects does not belong here.
 */
package io.jenkins.plugins.humanitec.simulator.pipelines;
