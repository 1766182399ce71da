/** Steps for shared values: set, delete, list. They contain parameters, checks and the text of the log, and no HTTP. */
package io.jenkins.plugins.humanitec.steps.values;
