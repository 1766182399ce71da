/** Steps that set, delete and list shared values. They contain parameters, checks and log messages, and no HTTP. */
package io.jenkins.plugins.humanitec.steps.values;
