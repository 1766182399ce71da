package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.model.LifecycleStatus;

/** Words of the API for people, which may be missing although the contract says that they are there. */
final class Told {

    private Told() {}

    static String or(String text, String otherwise) {
        return isMissing(text) ? otherwise : text;
    }

    static String lifecycle(LifecycleStatus status, String message) {
        boolean isKnown = status != null && status != LifecycleStatus.UNKNOWN_DEFAULT_OPEN_API;
        return "it is " + (isKnown ? status : "in a state that this client does not know")
                + (isMissing(message) ? "" : ": " + message);
    }

    static boolean isMissing(String text) {
        return text == null || text.isBlank();
    }
}
