/**
 * The base classes of the steps: the parameters that several steps have, and the descriptors of their forms. The steps
 * themselves are in the packages below, by subject.
 */
package io.jenkins.plugins.humanitec.steps;
