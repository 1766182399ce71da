/** Support for tests with JUnit 5. The only package that needs JUnit. */
package io.jenkins.plugins.humanitec.simulator.junit;
