/**
 * What the operations of all subjects share: the context of a client, how requests that change something are made, and how
 * missing fields of responses are treated. Nothing here knows a subject or the facade.
 */
@NullMarked
package io.jenkins.plugins.humanitec.client.context;

import org.jspecify.annotations.NullMarked;
