package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentRequest;
import io.jenkins.plugins.humanitec.client.input.Images;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which pods to wait for.
 *
 * @param env the environment
 * @param workloads the names of the workloads; empty for all workloads of the deployment set that was deployed last;
 *     unmodifiable
 * @param images the images that the pods must run, by workload, or by {@code workload.container}; their workloads are waited
 *     for too. For other workloads, a pod with another version of an image than that of the last deployment counts only
 *     after two minutes without a change; unmodifiable
 */
public record ReadinessRequest(EnvRef env, SortedSet<String> workloads, SortedMap<String, String> images)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Copies and checks the components.
     *
     * @throws InvalidInputException if the name of a workload is missing, or an image is invalid, see
     *     {@link Images#requireAll}
     */
    public ReadinessRequest {
        Objects.requireNonNull(env, "env");
        for (String workload : workloads) {
            if (workload == null || workload.isBlank()) {
                throw new InvalidInputException("The name of a workload is missing.");
            }
        }
        if (!images.isEmpty()) {
            Images.requireAll(images);
        }
        workloads = Collections.unmodifiableSortedSet(new TreeSet<>(workloads));
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
    }

    /**
     * {@return a request for all workloads of the deployment set that was deployed last, with its images}
     *
     * @param env the environment
     */
    public static ReadinessRequest of(EnvRef env) {
        return new ReadinessRequest(env, new TreeSet<>(), new TreeMap<>());
    }

    /**
     * {@return a copy of this request for other workloads}
     *
     * @param names the names of the workloads; empty for all workloads of the deployment set that was deployed last
     * @throws InvalidInputException if a name is missing
     */
    public ReadinessRequest withWorkloads(Collection<String> names) {
        for (String name : names) {
            if (name == null) {
                throw new InvalidInputException("The name of a workload is missing.");
            }
        }
        return new ReadinessRequest(env, new TreeSet<>(names), images);
    }

    /**
     * {@return a copy of this request with other images}
     *
     * @param expected the images that the pods must run, by workload; by {@code workload.container} if a certain container
     *     must run the image, not any of the workload; in the form of {@link DeploymentRequest#images}
     * @throws InvalidInputException if an image is invalid, see {@link Images#requireAll}
     */
    public ReadinessRequest withImages(Map<String, String> expected) {
        return new ReadinessRequest(env, workloads, new TreeMap<>(expected));
    }

    /** Returns the names of the workloads of the images and of the given workloads. */
    SortedSet<String> named() {
        SortedSet<String> names = new TreeSet<>(workloads);
        images.keySet().forEach(name -> names.add(name.split("\\.", 2)[0]));
        return names;
    }

    /** Returns the images of a workload by container; by an empty text if any container can run it. */
    SortedMap<String, String> imagesOf(String workload) {
        SortedMap<String, String> ofWorkload = new TreeMap<>();
        images.forEach((name, image) -> {
            String[] parts = name.split("\\.", 2);
            if (parts[0].equals(workload)) {
                ofWorkload.put(parts.length == 1 ? "" : parts[1], image);
            }
        });
        return ofWorkload;
    }

    @Override
    public String toString() {
        return (workloads.isEmpty() ? "all workloads" : String.join(", ", named())) + " in " + env;
    }
}
