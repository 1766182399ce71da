/**
 * Code that the operations of all subjects share: the context of a client, requests that change something, and missing
 * fields of responses. This package does not depend on a subject or on the facade.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.context;

import org.jspecify.annotations.NullMarked;
