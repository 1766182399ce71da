/**
 * The contract at run time: its operations and their parameters, and requests that name their operation. The contract
 * itself is in the files of {@code openapi}.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.contract;

import org.jspecify.annotations.NullMarked;
