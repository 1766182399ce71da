package io.jenkins.plugins.humanitec.client.overview;

import io.jenkins.plugins.humanitec.client.context.SetContainers;
import io.jenkins.plugins.humanitec.client.deployments.Difference;
import io.jenkins.plugins.humanitec.client.deployments.Differences;
import io.jenkins.plugins.humanitec.client.model.DeploymentSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment changed, compared with the last deployment before it that succeeded.
 *
 * @param images the changes of images, by workload or container
 * @param difference all changes of the deployment set, including those of the images
 */
public record DeploymentChanges(List<ImageChange> images, Difference difference) {

    /** Copies the list. */
    public DeploymentChanges {
        images = List.copyOf(images);
    }

    /**
     * The change of an image.
     *
     * @param name the workload, or {@code workload.container} for a workload with more than one container
     * @param before the image before; null if there was none
     * @param after the image; null if it was removed
     */
    public record ImageChange(
            String name, @Nullable String before, @Nullable String after) {}

    static DeploymentChanges between(DeploymentSet from, DeploymentSet to) {
        SortedMap<String, String> before = SetContainers.images(from);
        SortedMap<String, String> after = SetContainers.images(to);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<ImageChange> images = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(before.get(name), after.get(name))) {
                images.add(new ImageChange(name, before.get(name), after.get(name)));
            }
        }
        return new DeploymentChanges(images, Differences.between(from, to));
    }
}
