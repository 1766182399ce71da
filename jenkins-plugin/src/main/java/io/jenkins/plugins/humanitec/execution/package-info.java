/**
 * Runs steps: short ones on a thread, waiting ones in stages that survive restarts, and both kinds in Freestyle builds.
 * The steps themselves are in {@code steps}.
 */
package io.jenkins.plugins.humanitec.execution;
