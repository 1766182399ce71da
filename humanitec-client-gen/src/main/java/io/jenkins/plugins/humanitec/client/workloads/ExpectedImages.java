package io.jenkins.plugins.humanitec.client.workloads;

import io.jenkins.plugins.humanitec.client.runtime.RuntimeSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The images that the pods of a workload must run.
 *
 * @param expected the images by container; by an empty text if any container can run it
 * @param deployed the images in the deployment set by container
 * @param isRequired whether pods must run the deployed images if no others are expected
 */
record ExpectedImages(Map<String, String> expected, Map<String, String> deployed, boolean isRequired) {

    private static final List<String> DEFAULT_REGISTRIES =
            List.of("docker-pullable://", "index.docker.io/", "docker.io/", "library/");

    /** Returns why a pod does not run the images; empty if it does. */
    Optional<String> mismatch(RuntimeSnapshot.Pod pod) {
        for (Map.Entry<String, String> image : expected.entrySet()) {
            List<RuntimeSnapshot.Container> containers = pod.containers().stream()
                    .filter(container ->
                            image.getKey().isEmpty() || container.name().equals(image.getKey()))
                    .toList();
            if (containers.stream().noneMatch(container -> runs(container, image.getValue()))) {
                TreeSet<String> instead = new TreeSet<>();
                containers.stream()
                        .map(this::imageOf)
                        .filter(name -> !name.isEmpty())
                        .forEach(instead::add);
                return Optional.of("pod " + pod.name() + " runs "
                        + (instead.isEmpty() ? "an unknown image" : String.join(", ", instead)) + ", not "
                        + image.getValue());
            }
        }
        return Optional.empty();
    }

    /**
     * Returns why a pod is of an earlier deployment; empty if it is not, or if that is unknown. A registry mirror can change the
     * repository of an image, and replace its tag by a digest.
     */
    Optional<String> earlier(RuntimeSnapshot.Pod pod) {
        if (!isRequired || !expected.isEmpty()) {
            return Optional.empty();
        }
        return pod.containers().stream()
                .filter(ExpectedImages::isReported)
                .filter(container -> isOtherVersion(container.image(), deployed.getOrDefault(container.name(), "")))
                .findFirst()
                .map(container ->
                        "pod " + pod.name() + " runs " + container.image() + ", not " + deployed.get(container.name()));
    }

    private static boolean isOtherVersion(String reported, String wanted) {
        if (wanted.isEmpty()) {
            return false;
        }
        Version running = Version.of(reported);
        Version deployed = Version.of(wanted);
        return running.repository.equals(deployed.repository)
                && running.isDigest == deployed.isDigest
                && !running.name.equals(deployed.name);
    }

    /** The tag or digest of an image in a repository. */
    private record Version(String repository, String name, boolean isDigest) {

        static Version of(String image) {
            String whole = normalized(image);
            int digest = whole.indexOf('@');
            String tagged = digest < 0 ? whole : whole.substring(0, digest);
            int tag = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
            return new Version(
                    tag < 0 ? tagged : tagged.substring(0, tag), whole.substring(Math.max(digest, tag)), digest >= 0);
        }
    }

    private boolean runs(RuntimeSnapshot.Container container, String image) {
        int digest = image.indexOf("@sha256:");
        if (digest >= 0 && isReported(container)) {
            String wanted = image.substring(digest + 1);
            return container.image().endsWith(wanted) || container.imageId().endsWith(wanted);
        }
        return normalized(imageOf(container)).equals(normalized(image));
    }

    /** Some clusters report the digest of the image's configuration, which says nothing about its name. */
    private static boolean isReported(RuntimeSnapshot.Container container) {
        return !container.image().isEmpty() && !container.image().startsWith("sha256:");
    }

    private String imageOf(RuntimeSnapshot.Container container) {
        return isReported(container) ? container.image() : deployed.getOrDefault(container.name(), "");
    }

    /** Adds what the cluster adds to a short name. */
    private static String normalized(String image) {
        String name = image;
        for (String prefix : DEFAULT_REGISTRIES) {
            name = name.startsWith(prefix) && !name.equals(prefix) ? name.substring(prefix.length()) : name;
        }
        int digest = name.indexOf('@');
        boolean hasTag = name.indexOf(':', name.lastIndexOf('/') + 1) >= 0;
        return digest < 0 && !hasTag && !name.isEmpty() ? name + ":latest" : name;
    }
}
