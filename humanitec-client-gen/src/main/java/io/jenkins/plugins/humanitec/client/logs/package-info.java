/** The logs of the containers of environments: reading and following them. Logs of pipeline runs belong in {@code pipelines}. */
@NullMarked
package io.jenkins.plugins.humanitec.client.logs;

import org.jspecify.annotations.NullMarked;
