package io.jenkins.plugins.humanitec.client.artefacts;

import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.environments.Creation;
import io.jenkins.plugins.humanitec.client.errors.ServerErrorException;
import io.jenkins.plugins.humanitec.client.errors.TransportException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import io.jenkins.plugins.humanitec.client.model.ArtefactVersion;
import io.jenkins.plugins.humanitec.client.pipelines.FollowedRuns;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The stage that registers the version. The API has no idempotency key for versions and accepts the same version again, so the
 * stage looks for a version with the same fields that was registered since the operation has begun.
 *
 * @param request the request
 * @param follows whether to follow the pipeline runs that the version triggers
 * @param begun when the operation has begun, by the clock of the client
 */
record VersionSendStage(VersionRequest request, boolean follows, Instant begun) implements Stage<VersionResult> {

    private static final long serialVersionUID = 1L;

    private static final int OK = 200;

    @Override
    public Next<VersionResult> enter(OperationContext operation) {
        Artefacts artefacts = new Artefacts(operation.client());
        if (operation.client().isDryRun()) {
            request.register(artefacts);
            operation.log("would register " + request);
            return new Next.Done<>(new VersionResult(null, request.source(), List.of()));
        }
        Optional<ArtefactVersion> earlier = operation.isRepeated() ? request.find(artefacts, begun) : Optional.empty();
        ArtefactVersion version = earlier.isPresent() ? earlier.get() : register(artefacts);
        operation.log(request + ": registered, with the ID " + version.getId());
        if (!follows) {
            return new Next.Done<>(new VersionResult(version.getId(), request.source(), List.of()));
        }
        Instant createdAt = version.getCreatedAt() == null
                ? Creation.earliest(begun)
                : version.getCreatedAt().toInstant();
        Registration registration = new Registration(
                request,
                version.getId(),
                createdAt,
                operation.now().plus(request.grace()),
                begun.plus(request.timeout()));
        return new Next.Then<>(new FindRunsStage(registration, FollowedRuns.none(request.orgId(), request.key())));
    }

    private ArtefactVersion register(Artefacts artefacts) {
        try {
            return request.register(artefacts)
                    .filter(version -> !ApiText.isMissing(version.getId()))
                    .orElseThrow(() -> UnreadableResponseException.of(
                            "POST",
                            "/orgs/" + request.orgId() + "/artefact-versions",
                            OK,
                            "without the ID of the created object",
                            null));
        } catch (TransportException | ServerErrorException | UnreadableResponseException e) {
            // The API may have registered it.
            return request.find(artefacts, begun)
                    .filter(version -> !ApiText.isMissing(version.getId()))
                    .orElseThrow(() -> e);
        }
    }

    @Override
    public String abandon(OperationContext operation) {
        return "It is unknown whether " + request + " was registered.";
    }
}
