/**
 * How a step runs: at once, in stages that survive a restart, or in a Freestyle build. What a step does is in
 * {@code steps}.
 */
package io.jenkins.plugins.humanitec.execution;
