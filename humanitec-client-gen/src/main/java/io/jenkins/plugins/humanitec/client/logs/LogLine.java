package io.jenkins.plugins.humanitec.client.logs;

import java.io.Serializable;
import java.time.Instant;

/**
 * A line of the log of a container. The API does not tell the pod of the container.
 *
 * @param time the time of the line in the cluster
 * @param workload the name of the workload; empty if unknown
 * @param container the name of the container; empty if unknown
 * @param level the log level, in the API's words; empty if unknown
 * @param message the text
 */
public record LogLine(Instant time, String workload, String container, String level, String message)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** {@return the line with its time and origin} */
    @Override
    public String toString() {
        return time + " " + workload + "/" + container + (level.isEmpty() ? "" : " " + level) + " | " + message;
    }
}
