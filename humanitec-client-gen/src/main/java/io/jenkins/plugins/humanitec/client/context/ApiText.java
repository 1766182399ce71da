package io.jenkins.plugins.humanitec.client.context;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.model.LifecycleStatus;

/** Words of the API for people, which may be missing although the contract says that they are there. */
public final class ApiText {

    private static final int OK = 200;

    private ApiText() {}

    public static String or(String text, String otherwise) {
        return isMissing(text) ? otherwise : text;
    }

    public static String lifecycle(LifecycleStatus status, String message) {
        boolean isKnown = status != null && status != LifecycleStatus.UNKNOWN_DEFAULT_OPEN_API;
        return "it is " + (isKnown ? status : "in a state that this client does not know")
                + (isMissing(message) ? "" : ": " + message);
    }

    public static boolean isMissing(String text) {
        return text == null || text.isBlank();
    }

    /**
     * Returns a field that an operation cannot go on without.
     *
     * @param env the environment that was read
     * @param value the field's value
     * @param what names the answer without the field, such as "a deployment without its ID"
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
