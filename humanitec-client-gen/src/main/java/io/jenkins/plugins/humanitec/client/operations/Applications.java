package io.jenkins.plugins.humanitec.client.operations;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.ApplicationsApi;
import io.jenkins.plugins.humanitec.client.errors.ConflictException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.guard.Act;
import io.jenkins.plugins.humanitec.client.model.Application;
import io.jenkins.plugins.humanitec.client.model.ApplicationCreate;
import io.jenkins.plugins.humanitec.client.model.ApplicationPatch;
import io.jenkins.plugins.humanitec.client.model.LifecycleStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Applications as a whole. */
public final class Applications {

    private final HumanitecClient client;
    private final Clock clock;

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
        return client.api(ApplicationsApi.class).listApplications(orgId);
    }

    /**
     * Deletes an application with all that belongs to it, for good, and waits until it is gone.
     *
     * @param app the application
     * @param failIfMissing whether it must be there
     * @param patience how long to wait, longer than nothing; null not to wait
     * @return the operation, which returns whether it was there
     * @throws InvalidInputException if a patience that is not positive is given
     */
    public static Stage<Boolean> deletion(AppRef app, boolean failIfMissing, Duration patience) {
        if (patience != null) {
            Watch.requireTimeout(patience);
        }
        return new DeleteBegin(app, failIfMissing, patience);
    }

    /**
     * Deletes an application with all that belongs to it, for good. Does not wait; {@link #watchDeletion} does.
     *
     * @param app the application
     * @return how far the deletion is
     * @throws HumanitecException if the API refuses
     */
    public Deletion delete(AppRef app) {
        // Looking first tells "was not there" from "is gone since an attempt whose answer was lost".
        if (find(app).isEmpty()) {
            return Deletion.NOT_FOUND;
        }
        client.guard().check(Act.DELETION, app);
        return requestDeletion(app);
    }

    /** Without a look whether it is there. */
    Deletion requestDeletion(AppRef app) {
        return Deletion.by(
                client,
                () -> client.api(ApplicationsApi.class).deleteApplicationWithHttpInfo(app.orgId(), app.appId()));
    }

    /**
     * Sees to it that an application is there.
     *
     * @param app the application
     * @param name its name for people; null for its ID if it is created, and for whatever it is if it is there
     * @return what is there now
     * @throws InvalidInputException if it is being deleted
     * @throws HumanitecException if the API refuses
     */
    public Creation<Application> create(AppRef app, String name) {
        ApplicationsApi api = client.api(ApplicationsApi.class);
        Optional<Application> existing = find(app);
        if (existing.isEmpty()) {
            ApplicationCreate body = new ApplicationCreate().id(app.appId()).name(name == null ? app.appId() : name);
            try {
                return Creation.created(Writes.get(client, () -> api.createApplication(app.orgId(), body))
                        .orElseGet(() -> new Application().id(app.appId()).name(body.getName())));
            } catch (ConflictException e) {
                // Somebody else created it since we looked, or an attempt did whose answer was lost.
                existing = Optional.of(find(app).orElseThrow(() -> e));
            }
        }
        Application found = existing.get();
        if (found.getStatus() == LifecycleStatus.DELETING) {
            throw new InvalidInputException("Application " + app + " is being deleted; wait until it is gone.");
        }
        if (name == null || name.equals(found.getName())) {
            return Creation.unchanged(found);
        }
        return Creation.changed(Writes.get(
                        client, () -> api.patchApplication(app.orgId(), app.appId(), new ApplicationPatch().name(name)))
                .orElse(found));
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
        return seen.map(found -> new Watch.Look<>(
                        Optional.<AppRef>empty(), Told.lifecycle(found.getStatus(), found.getStatusMessage())))
                .orElseGet(() -> new Watch.Look<>(Optional.of(app), "gone"));
    }

    Optional<Application> find(AppRef app) {
        try {
            return Optional.of(client.api(ApplicationsApi.class).getApplication(app.orgId(), app.appId()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }
}
