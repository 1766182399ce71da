/**
 * Base classes of the steps: their common parameters, and the descriptors of their forms. The steps are in subpackages
 * by subject.
 */
package io.jenkins.plugins.humanitec.steps;
