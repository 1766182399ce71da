/**
 * The page of the simulator for browsers: what exists, what runs, and what was requested. It only reads.
 */
package io.jenkins.plugins.humanitec.simulator.page;
