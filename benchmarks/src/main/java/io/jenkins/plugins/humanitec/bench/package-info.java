/** Measures how fast the client and the simulator are. Each class with rows measures some lines of the table in docs/performance.md. */
package io.jenkins.plugins.humanitec.bench;
