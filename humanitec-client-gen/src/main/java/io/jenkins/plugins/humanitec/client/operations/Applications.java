package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.api.ApplicationsApi;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.model.ApiResponse;
import io.jenkins.plugins.humanitec.client.model.Application;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Applications as a whole. */
public final class Applications {

    private static final int ACCEPTED = 202;

    private final HumanitecClient client;
    private final Clock clock;

    /** How far a deletion is. */
    public enum Deletion {
        /** The application was not there. */
        NOT_FOUND,
        /** The application is being deleted and is found until that is done. */
        IN_PROGRESS,
        /** The application is gone. */
        DONE
    }

    /**
     * @param client what makes the calls
     * @param clock what deadlines are compared with
     */
    public Applications(HumanitecClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * @param orgId the ID of an organization
     * @return its applications
     * @throws HumanitecException if the API does not answer with them
     */
    public List<Application> list(String orgId) {
        List<Application> applications = client.api(ApplicationsApi.class).listApplications(orgId);
        return applications == null ? List.of() : applications;
    }

    /**
     * Deletes an application with all that belongs to it, for good. Does not wait; {@link #watchDeletion} does.
     *
     * @param app the application
     * @return how far the deletion is
     * @throws HumanitecException if the API refuses
     */
    public Deletion delete(AppRef app) {
        ApplicationsApi api = client.api(ApplicationsApi.class);
        // Looking first tells "was not there" from "is gone since an attempt whose answer was lost".
        if (find(app).isEmpty()) {
            return Deletion.NOT_FOUND;
        }
        try {
            ApiResponse<Void> response = api.deleteApplicationWithHttpInfo(app.orgId(), app.appId());
            return response.getStatusCode() == ACCEPTED ? Deletion.IN_PROGRESS : Deletion.DONE;
        } catch (NotFoundException e) {
            return Deletion.DONE;
        }
    }

    /**
     * @param app an application that is being deleted
     * @param deadline when to give up
     * @return a watch that is over when the application is gone
     */
    public Watch<AppRef> watchDeletion(AppRef app, Instant deadline) {
        return new Watch<>(
                "application " + app + " deleted",
                client.subject(app, () -> find(app)),
                found -> look(app, found),
                clock,
                deadline);
    }

    private static Watch.Look<AppRef> look(AppRef app, Optional<Application> seen) {
        return seen.map(found -> new Watch.Look<>(Optional.<AppRef>empty(), status(found)))
                .orElseGet(() -> new Watch.Look<>(Optional.of(app), "gone"));
    }

    private static String status(Application found) {
        String message = found.getStatusMessage();
        return "it is " + found.getStatus() + (message == null || message.isBlank() ? "" : ": " + message);
    }

    private Optional<Application> find(AppRef app) {
        try {
            return Optional.ofNullable(client.api(ApplicationsApi.class).getApplication(app.orgId(), app.appId()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }
}
