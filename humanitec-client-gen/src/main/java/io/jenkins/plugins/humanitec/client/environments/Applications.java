package io.jenkins.plugins.humanitec.client.environments;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.ApplicationsApi;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.context.WriteRequests;
import io.jenkins.plugins.humanitec.client.errors.ConflictException;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.guard.ProtectedAction;
import io.jenkins.plugins.humanitec.client.model.Application;
import io.jenkins.plugins.humanitec.client.model.ApplicationCreate;
import io.jenkins.plugins.humanitec.client.model.ApplicationPatch;
import io.jenkins.plugins.humanitec.client.model.LifecycleStatus;
import io.jenkins.plugins.humanitec.client.polling.Poller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Applications as a whole. */
public final class Applications {

    private final ClientContext client;

    /** @param client the client to use */
    public Applications(ClientContext client) {
        this.client = client;
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
     * Returns the first stage of {@link #delete}, for those who run stages themselves.
     *
     * @param app the application
     * @param failIfMissing whether it is an error if the application does not exist
     * @param timeout how long to wait until it is deleted, more than zero; null not to wait
     * @return the stage; the operation returns whether the application existed
     * @throws InvalidInputException if the timeout is not positive
     */
    public static Stage<Boolean> deletionStage(AppRef app, boolean failIfMissing, Duration timeout) {
        if (timeout != null) {
            Poller.requireTimeout(timeout);
        }
        return new DeletionCheckStage(app, failIfMissing, timeout);
    }

    /**
     * Deletes an application with all that belongs to it, permanently, and waits until it is deleted.
     *
     * @param app the application
     * @return the operation, which returns whether the application existed
     */
    public LongOperation<Boolean> delete(AppRef app) {
        return new LongOperation<>(deletionStage(app, false, OperationContext.NO_LIMIT), client);
    }

    /**
     * Begins to delete an application with all that belongs to it, permanently. Does not wait; {@link #deletionPoller} does.
     *
     * @param app the application
     * @return how far the deletion is
     * @throws HumanitecException if the API refuses
     */
    public Deletion startDeletion(AppRef app) {
        // Reading it first tells "did not exist" from "deleted by an attempt whose response was lost".
        if (find(app).isEmpty()) {
            return Deletion.NOT_FOUND;
        }
        client.guard().check(ProtectedAction.DELETION, app);
        return sendDeletion(app);
    }

    /** Without a look whether it is there. */
    Deletion sendDeletion(AppRef app) {
        return Deletion.by(
                client,
                () -> client.api(ApplicationsApi.class).deleteApplicationWithHttpInfo(app.orgId(), app.appId()));
    }

    /**
     * Creates an application, or changes its name if it exists with another one.
     *
     * @param app the application
     * @param name its name for people; null for its ID if it is created, and to keep the name that it has otherwise
     * @return the operation, which returns the application; it fails with an {@link InvalidInputException} if the application
     *     is being deleted
     */
    public LongOperation<Creation<Application>> create(AppRef app, String name) {
        return LongOperation.of(client, () -> createNow(app, name));
    }

    private Creation<Application> createNow(AppRef app, String name) {
        ApplicationsApi api = client.api(ApplicationsApi.class);
        Optional<Application> existing = find(app);
        if (existing.isEmpty()) {
            ApplicationCreate body = new ApplicationCreate().id(app.appId()).name(name == null ? app.appId() : name);
            try {
                return Creation.created(WriteRequests.get(client, () -> api.createApplication(app.orgId(), body))
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
        return Creation.changed(WriteRequests.get(
                        client, () -> api.patchApplication(app.orgId(), app.appId(), new ApplicationPatch().name(name)))
                .orElse(found));
    }

    /**
     * @param app an application that is being deleted
     * @param deadline when to give up
     * @return a watch that is over when the application is gone
     */
    public Poller<AppRef> deletionPoller(AppRef app, Instant deadline) {
        return new Poller<>(
                "application " + app + " deleted",
                client.target(app, () -> find(app)),
                found -> look(app, found),
                client.clock(),
                deadline);
    }

    private static Poller.State<AppRef> look(AppRef app, Optional<Application> seen) {
        return seen.map(found -> new Poller.State<>(
                        Optional.<AppRef>empty(), ApiText.lifecycle(found.getStatus(), found.getStatusMessage())))
                .orElseGet(() -> new Poller.State<>(Optional.of(app), "gone"));
    }

    Optional<Application> find(AppRef app) {
        try {
            return Optional.of(client.api(ApplicationsApi.class).getApplication(app.orgId(), app.appId()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }
}
