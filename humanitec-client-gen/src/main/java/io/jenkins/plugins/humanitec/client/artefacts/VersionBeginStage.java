package io.jenkins.plugins.humanitec.client.artefacts;

import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;

/**
 * The stage before the registration. It keeps the time, by which the next stage recognizes a version that it has registered
 * before.
 *
 * @param request the request
 * @param follows whether to follow the pipeline runs that the version triggers
 */
record VersionBeginStage(VersionRequest request, boolean follows) implements Stage<VersionResult> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<VersionResult> enter(OperationContext operation) {
        return new Next.Then<>(new VersionSendStage(request, follows, operation.now()));
    }

    @Override
    public String abandon(OperationContext operation) {
        return "No version was registered.";
    }
}
