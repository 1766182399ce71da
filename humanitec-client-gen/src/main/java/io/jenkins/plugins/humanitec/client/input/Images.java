package io.jenkins.plugins.humanitec.client.input;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks names of container images. */
public final class Images {

    /** Matches an image with an empty part: registry, name segment, tag or digest. */
    private static final Pattern EMPTY_PART = Pattern.compile("^[/:@]|[/:@]{2}|[/:@]$");

    private Images() {}

    /**
     * Checks several images.
     *
     * @param images images by workload name
     * @throws InvalidInputException if there are no images, or one of them is invalid, see {@link #require}
     */
    public static void requireAll(Map<String, String> images) {
        if (images == null || images.isEmpty()) {
            throw new InvalidInputException("No image is given. Give at least one.");
        }
        images.forEach(Images::require);
    }

    /**
     * Checks an image.
     *
     * @param workload what the image is for, such as the name of a workload
     * @param image the image, such as {@code registry.example.com/shop/backend:1.2.3}
     * @throws InvalidInputException if the image is empty, begins or ends with a space, or has a part that is empty or
     *     {@code null}, such as its tag
     */
    public static void require(String workload, String image) {
        if (image == null || image.isBlank()) {
            throw new InvalidInputException("The image of " + workload + " is missing.");
        }
        UnsetVariables.refuse("The image of " + workload, image);
        if (!image.strip().equals(image) || EMPTY_PART.matcher(image).find()) {
            throw new InvalidInputException("'" + image + "' is not a valid image for " + workload
                    + ": it begins or ends with a space, or a part of it is empty, such as the tag. A variable in it is"
                    + " probably not set.");
        }
    }
}
