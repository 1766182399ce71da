package io.jenkins.plugins.humanitec.client.context;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.model.LifecycleStatus;
import org.jspecify.annotations.Nullable;

/** Handles texts of the API that may be missing, although the API description requires them. */
public final class ApiText {

    private static final int OK = 200;

    private ApiText() {}

    /**
     * {@return a text, or a default if it is missing}
     *
     * @param text a text, or null
     * @param otherwise the default
     */
    public static String or(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }

    /**
     * {@return a lifecycle status in readable form}
     *
     * @param status the status, or null
     * @param message the API's message about the status, or null
     */
    public static String lifecycle(@Nullable LifecycleStatus status, @Nullable String message) {
        boolean isKnown = status != null && status != LifecycleStatus.UNKNOWN_DEFAULT_OPEN_API;
        return "it is " + (isKnown ? status : "in a state that this client does not know")
                + (isMissing(message) ? "" : ": " + message);
    }

    /**
     * {@return whether a text is null or blank}
     *
     * @param text a text, or null
     */
    public static boolean isMissing(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /**
     * Checks a required field of a response.
     *
     * @param env the environment that was requested
     * @param value the value of the field
     * @param what describes the response without the field, such as "a deployment without its ID"
     * @return the value
     * @throws UnreadableResponseException if the field is missing
     */
    public static String require(EnvRef env, String value, String what) {
        if (isMissing(value)) {
            String path = "/orgs/" + env.app().orgId() + "/apps/" + env.app().appId() + "/envs/" + env.envId();
            throw UnreadableResponseException.of("GET", path, OK, what, null);
        }
        return value;
    }
}
