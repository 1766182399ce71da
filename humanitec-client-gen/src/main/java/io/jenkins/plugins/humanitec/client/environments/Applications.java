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
import org.jspecify.annotations.Nullable;

/** Lists, creates and deletes applications. */
public final class Applications {

    private final ClientContext client;

    /**
     * Creates the operations.
     *
     * @param client the client to use
     */
    public Applications(ClientContext client) {
        this.client = client;
    }

    /**
     * {@return the applications of an organization}
     *
     * @param orgId the ID of the organization
     * @throws HumanitecException if the request fails
     */
    public List<Application> list(String orgId) {
        return client.api(ApplicationsApi.class).listApplications(orgId);
    }

    /**
     * Returns the first stage of {@link #delete}, for callers that run stages themselves.
     *
     * @param app the application
     * @param failIfMissing whether a missing application is an error
     * @param timeout how long to wait until it is deleted, more than zero; null to not wait
     * @return the stage; the operation returns whether the application existed
     * @throws InvalidInputException if the timeout is not positive
     */
    public static Stage<Boolean> deletionStage(AppRef app, boolean failIfMissing, @Nullable Duration timeout) {
        if (timeout != null) {
            Poller.requireTimeout(timeout);
        }
        return new DeletionCheckStage(app, failIfMissing, timeout);
    }

    /**
     * Deletes an application permanently, with all its contents, and waits until it is deleted.
     *
     * @param app the application
     * @return the operation, which returns whether the application existed
     */
    public LongOperation<Boolean> delete(AppRef app) {
        return new LongOperation<>(deletionStage(app, false, OperationContext.NO_LIMIT), client);
    }

    /**
     * Starts to delete an application permanently, with all its contents. Does not wait; use {@link #deletionPoller} to wait.
     *
     * @param app the application
     * @return the state of the deletion
     * @throws HumanitecException if a request fails
     */
    public Deletion startDeletion(AppRef app) {
        // The read distinguishes "did not exist" from "deleted by an attempt whose response was lost".
        if (find(app).isEmpty()) {
            return Deletion.NOT_FOUND;
        }
        client.guard().check(ProtectedAction.DELETION, app);
        return sendDeletion(app);
    }

    /** Sends the request without a check whether the application exists. */
    Deletion sendDeletion(AppRef app) {
        return Deletion.by(
                client,
                () -> client.api(ApplicationsApi.class).deleteApplicationWithHttpInfo(app.orgId(), app.appId()));
    }

    /**
     * Creates an application, or changes the name of an existing one.
     *
     * @param app the application
     * @param name the display name; if null, a new application gets its ID as its name, and an existing one keeps its
     *     name
     * @return the operation, which returns the application; it fails with an {@link InvalidInputException} if the
     *     application is being deleted
     */
    public LongOperation<Creation<Application>> create(AppRef app, @Nullable String name) {
        return LongOperation.of(client, () -> createNow(app, name));
    }

    private Creation<Application> createNow(AppRef app, @Nullable String name) {
        ApplicationsApi api = client.api(ApplicationsApi.class);
        Optional<Application> existing = find(app);
        if (existing.isEmpty()) {
            ApplicationCreate body = new ApplicationCreate().id(app.appId()).name(name == null ? app.appId() : name);
            try {
                return Creation.created(WriteRequests.get(client, () -> api.createApplication(app.orgId(), body))
                        .orElseGet(() -> new Application().id(app.appId()).name(body.getName())));
            } catch (ConflictException e) {
                // Created after the check, by another client or by an attempt whose response was lost.
                existing = Optional.of(find(app).orElseThrow(() -> e));
            }
        }
        Application found = existing.get();
        if (found.getStatus() == LifecycleStatus.DELETING) {
            throw new InvalidInputException(
                    "Application " + app + " is being deleted. Try again when the deletion has ended.");
        }
        if (name == null || name.equals(found.getName())) {
            return Creation.unchanged(found);
        }
        return Creation.changed(WriteRequests.get(
                        client, () -> api.patchApplication(app.orgId(), app.appId(), new ApplicationPatch().name(name)))
                .orElse(found));
    }

    /**
     * Returns a poller that ends when an application is deleted.
     *
     * @param app an application that is being deleted
     * @param deadline when to stop polling
     * @return the poller
     */
    public Poller<AppRef> deletionPoller(AppRef app, Instant deadline) {
        return new Poller<>(
                "deletion of application " + app,
                client.target(app, () -> find(app)),
                found -> assess(app, found),
                client.clock(),
                deadline);
    }

    private static Poller.State<AppRef> assess(AppRef app, Optional<Application> existing) {
        return existing.map(found -> new Poller.State<>(
                        Optional.<AppRef>empty(), ApiText.lifecycle(found.getStatus(), found.getStatusMessage())))
                .orElseGet(() -> new Poller.State<>(Optional.of(app), "deleted"));
    }

    Optional<Application> find(AppRef app) {
        try {
            return Optional.of(client.api(ApplicationsApi.class).getApplication(app.orgId(), app.appId()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }
}
