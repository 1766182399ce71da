package io.jenkins.plugins.humanitec.client.events;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of events. */
public enum EventKind {
    /** A deployment to an environment has started. */
    DEPLOYMENT_STARTED("deploymentStarted"),
    /** A deployment to an environment has succeeded. */
    DEPLOYMENT_SUCCEEDED("deploymentSucceeded"),
    /** A deployment to an environment has failed. */
    DEPLOYMENT_FAILED("deploymentFailed"),
    /** An environment was created. */
    ENVIRONMENT_CREATED("environmentCreated"),
    /** An environment was deleted. */
    ENVIRONMENT_DELETED("environmentDeleted");

    private static final int LONGEST_IN_A_MESSAGE = 100;

    private final String id;

    EventKind(String id) {
        this.id = id;
    }

    /** {@return the name in settings and variables, such as {@code deploymentStarted}} */
    public String id() {
        return id;
    }

    /** {@return the names of all kinds} */
    public static List<String> ids() {
        return Arrays.stream(values()).map(EventKind::id).toList();
    }

    /**
     * Finds a kind by its name.
     *
     * @param id the name, such as {@code deploymentStarted}
     * @return the kind
     * @throws InvalidInputException if there is no such kind; the message has the names of all kinds
     */
    public static EventKind of(String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "There is no kind of event '" + LogSanitizer.inOneLine(String.valueOf(id), LONGEST_IN_A_MESSAGE)
                                + "'. Use one of " + String.join(", ", ids()) + "."));
    }

    /** Returns the kind for the status of a deployment; empty while it is pending, and without a status. */
    static Optional<EventKind> ofStatus(Deployment deployment) {
        return switch (ApiText.or(deployment.getStatus(), "pending")) {
            case "pending" -> Optional.empty();
            case "succeeded" -> Optional.of(DEPLOYMENT_SUCCEEDED);
            case "failed" -> Optional.of(DEPLOYMENT_FAILED);
            default -> Optional.of(DEPLOYMENT_STARTED);
        };
    }

    static boolean hasStarted(Deployment deployment) {
        return ofStatus(deployment).isPresent();
    }
}
