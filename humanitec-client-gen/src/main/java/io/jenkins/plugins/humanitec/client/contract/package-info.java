/** The contract at run time: which operations there are, what they take, and any of them by its name. */
package io.jenkins.plugins.humanitec.client.contract;
