package io.jenkins.plugins.humanitec.client.platform;

import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.flow.LongOperation;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.manifests.InvalidManifestsException;
import io.jenkins.plugins.humanitec.client.manifests.Manifest;
import java.util.List;
import java.util.Set;

/**
 * The platform as code: compares manifests with the objects of an organization, and applies the difference. No state file is
 * needed, except for the record of an owner, see {@link OwnerRecord}.
 */
public final class Platform {

    private final ClientContext client;
    private final String orgId;

    /** What an apply does when a change fails. */
    public enum OnFailure {
        /** Starts no further change. Changes that are in progress are finished. */
        STOP,
        /** Makes the changes that do not depend on the failed one. */
        CONTINUE
    }

    /**
     * Creates the operations.
     *
     * @param client the client to use
     * @param orgId the ID of the organization
     * @throws InvalidInputException if the ID is missing or invalid
     */
    public Platform(ClientContext client, String orgId) {
        this.client = client;
        this.orgId = Identifiers.requireId("organization", orgId);
    }

    /**
     * Compares manifests with the objects of the organization. Changes nothing.
     *
     * @param manifests the manifests, see {@link io.jenkins.plugins.humanitec.client.manifests.ManifestReader}
     * @return the plan
     * @throws InvalidManifestsException if the plan is not possible, for example since an application does not exist; it has
     *     all faults
     * @throws HumanitecException if a request fails
     */
    public Plan plan(List<Manifest> manifests) {
        return plan(manifests, PlanOptions.DEFAULT);
    }

    /**
     * Compares manifests with the objects of the organization. Changes nothing.
     *
     * @param manifests the manifests
     * @param options the options
     * @return the plan
     * @throws InvalidManifestsException if the plan is not possible, for example since an application does not exist; it has
     *     all faults
     * @throws HumanitecException if a request fails
     */
    public Plan plan(List<Manifest> manifests, PlanOptions options) {
        return new Planner(client, orgId, options).plan(manifests);
    }

    /**
     * Returns an operation that plans and applies manifests. It makes a few changes at a time, each after those on which it
     * depends. A repetition makes only the changes that are still missing.
     *
     * @param manifests the manifests
     * @param options the options
     * @param onFailure what to do when a change fails
     * @return the operation; it ends with an {@link ApplyFailedException} if not all changes could be made
     */
    public LongOperation<ApplyResult> apply(List<Manifest> manifests, PlanOptions options, OnFailure onFailure) {
        return new LongOperation<>(applyStage(manifests, options, onFailure), client);
    }

    /**
     * Returns an operation that applies a plan. It makes exactly the changes that the plan shows.
     *
     * @param plan the plan
     * @param options the options with which the plan was made
     * @param onFailure what to do when a change fails
     * @return the operation; it ends with a {@link PlanOutdatedException} if the objects have changed since the plan was made,
     *     and with an {@link ApplyFailedException} if not all changes could be made
     */
    public LongOperation<ApplyResult> apply(Plan plan, PlanOptions options, OnFailure onFailure) {
        return new LongOperation<>(applyStage(plan, options, onFailure), client);
    }

    /**
     * {@return the first stage of {@link #apply(List, PlanOptions, OnFailure)}, for callers with a runner of their own}
     *
     * @param manifests the manifests
     * @param options the options
     * @param onFailure what to do when a change fails
     */
    public Stage<ApplyResult> applyStage(List<Manifest> manifests, PlanOptions options, OnFailure onFailure) {
        return new PlanStage(orgId, List.copyOf(manifests), options, onFailure, null, null);
    }

    /**
     * {@return the first stage of {@link #apply(Plan, PlanOptions, OnFailure)}, for callers with a runner of their own}
     *
     * @param plan the plan
     * @param options the options with which the plan was made
     * @param onFailure what to do when a change fails
     */
    public Stage<ApplyResult> applyStage(Plan plan, PlanOptions options, OnFailure onFailure) {
        return new PlanStage(orgId, plan.manifests(), options, onFailure, plan, null);
    }

    /**
     * Returns manifests of what is there, so that a platform that was built otherwise can be taken over. A plan with them has
     * no changes. Secrets are left out, since the API does not return them.
     *
     * @param kinds the names of the kinds; empty for all
     * @param apps the IDs of the applications; empty for all
     * @return the manifests, in the order of their kinds
     * @throws InvalidInputException if there is no such kind or application
     * @throws HumanitecException if a request fails
     */
    public List<Manifest> export(Set<String> kinds, Set<String> apps) {
        return new Exporter(client, orgId).export(kinds, apps);
    }
}
