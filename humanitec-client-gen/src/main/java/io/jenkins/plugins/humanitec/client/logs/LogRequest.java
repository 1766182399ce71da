package io.jenkins.plugins.humanitec.client.logs;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of logs to read.
 *
 * @param env the environment
 * @param workloads the names of the workloads; empty for all; unmodifiable
 * @param container the name of the containers whose lines to read; null for all containers of the workloads
 * @param deploymentId the ID of the deployment whose lines to read; null for lines of any deployment
 * @param since the earliest time of a line, or null
 * @param limit the maximum number of lines, from 1 to {@value #MAX_LIMIT}; the newest lines are read
 */
public record LogRequest(
        EnvRef env,
        SortedSet<String> workloads,
        @Nullable String container,
        @Nullable String deploymentId,
        @Nullable Instant since,
        int limit)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The default number of lines. */
    public static final int DEFAULT_LIMIT = 100;

    /** The maximum number of lines. The API itself names none. */
    public static final int MAX_LIMIT = 10_000;

    /**
     * Copies and checks the components.
     *
     * @throws InvalidInputException if the name of a workload or container or the ID of the deployment is blank, or the limit is out of range
     */
    public LogRequest {
        Objects.requireNonNull(env, "env");
        workloads = Collections.unmodifiableSortedSet(checked(workloads));
        if (container != null && container.isBlank()) {
            throw new InvalidInputException("The name of the container is missing.");
        }
        if (deploymentId != null && deploymentId.isBlank()) {
            throw new InvalidInputException("The ID of the deployment is missing.");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInputException(
                    "Cannot read " + limit + " lines of a log: give a number from 1 to " + MAX_LIMIT + ".");
        }
    }

    private static SortedSet<String> checked(Collection<String> names) {
        SortedSet<String> copy = new TreeSet<>();
        for (String name : names) {
            if (name == null || name.isBlank()) {
                throw new InvalidInputException("The name of a workload is missing.");
            }
            copy.add(name);
        }
        return copy;
    }

    /**
     * {@return a request for the newest {@value #DEFAULT_LIMIT} lines of all workloads}
     *
     * @param env the environment
     */
    public static LogRequest of(EnvRef env) {
        return new LogRequest(env, new TreeSet<>(), null, null, null, DEFAULT_LIMIT);
    }

    /**
     * {@return a copy of this request for other workloads}
     *
     * @param names the names of the workloads; empty for all
     * @throws InvalidInputException if a name is missing
     */
    public LogRequest withWorkloads(Collection<String> names) {
        return new LogRequest(env, checked(names), container, deploymentId, since, limit);
    }

    /**
     * {@return a copy of this request for the lines of one container of each workload}
     *
     * @param name the name of the container
     * @throws InvalidInputException if the name is missing
     */
    public LogRequest withContainer(String name) {
        return new LogRequest(env, workloads, name == null ? "" : name, deploymentId, since, limit);
    }

    /**
     * {@return a copy of this request for the lines of a deployment, such as one that failed}
     *
     * @param id the ID of the deployment
     * @throws InvalidInputException if the ID is missing
     */
    public LogRequest withDeployment(String id) {
        return new LogRequest(env, workloads, container, id == null ? "" : id, since, limit);
    }

    /**
     * {@return a copy of this request for all lines since a time, or the newest {@value #MAX_LIMIT} of them}
     *
     * @param time the earliest time of a line
     */
    public LogRequest withSince(Instant time) {
        return new LogRequest(env, workloads, container, deploymentId, time, MAX_LIMIT);
    }

    /**
     * {@return a copy of this request for the newest lines}
     *
     * @param lines the maximum number of lines, from 1 to {@value #MAX_LIMIT}
     * @throws InvalidInputException if the number is out of range
     */
    public LogRequest withLimit(int lines) {
        return new LogRequest(env, workloads, container, deploymentId, since, lines);
    }

    @Override
    public String toString() {
        return (workloads.isEmpty() ? "all workloads" : String.join(", ", workloads)) + " in " + env
                + (container == null ? "" : ", container " + container)
                + (deploymentId == null ? "" : ", deployment " + deploymentId);
    }
}
