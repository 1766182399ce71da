package io.jenkins.plugins.humanitec.client.environments;

import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.model.ApiResponse;
import java.util.function.Supplier;

/** How far a deletion is. */
public enum Deletion {
    /** What was to be deleted was not there. */
    NOT_FOUND,
    /** It is being deleted and is found until that is done. */
    IN_PROGRESS,
    /** It is gone. */
    DONE;

    private static final int ACCEPTED = 202;

    static Deletion by(ClientContext client, Supplier<ApiResponse<Void>> request) {
        if (client.isDryRun()) {
            return DONE;
        }
        try {
            return request.get().getStatusCode() == ACCEPTED ? IN_PROGRESS : DONE;
        } catch (NotFoundException e) {
            // Gone since it was looked for.
            return DONE;
        }
    }
}
