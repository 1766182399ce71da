package io.jenkins.plugins.humanitec.client.overview;

/** The version of an image, as it is shown to people. */
public final class ImageVersion {

    private static final String DIGEST = "@sha256:";
    private static final int SHORT_DIGEST = DIGEST.length() + 12;

    private ImageVersion() {}

    /**
     * {@return the tag of an image, or the beginning of its digest; the image without its registry if it has none}
     *
     * @param image the image, such as {@code registry.example.com/backend:1.4.2}
     */
    public static String of(String image) {
        int digest = image.indexOf(DIGEST);
        if (digest >= 0) {
            return image.substring(digest + 1, Math.min(image.length(), digest + SHORT_DIGEST));
        }
        String name = image.substring(image.lastIndexOf('/') + 1);
        return name.contains(":") ? name.substring(name.indexOf(':') + 1) : name;
    }
}
