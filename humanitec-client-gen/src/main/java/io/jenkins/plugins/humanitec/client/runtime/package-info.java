/** What runs in environments: workloads, controllers, pods and containers. What changes it belongs in {@code workloads}. */
@NullMarked
package io.jenkins.plugins.humanitec.client.runtime;

import org.jspecify.annotations.NullMarked;
