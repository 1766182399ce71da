/** Types of the contract that are written by hand: what a generated class would not say as well. */
package io.jenkins.plugins.humanitec.client.types;
