/**
 * The OpenAPI contract: finds operations, validates requests and answers, and supplies examples. Code that knows a particular
 * operation belongs in the package of its subject.
 */
package io.jenkins.plugins.humanitec.simulator.contract;
