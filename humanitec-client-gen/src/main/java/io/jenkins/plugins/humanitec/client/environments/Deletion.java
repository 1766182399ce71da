package io.jenkins.plugins.humanitec.client.environments;

import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.model.ApiResponse;
import java.util.function.Supplier;

/** The state of a deletion. */
public enum Deletion {
    /** The object did not exist. */
    NOT_FOUND,
    /** The object is being deleted. The API returns it until the deletion has ended. */
    IN_PROGRESS,
    /** The object is deleted. */
    DONE;

    private static final int ACCEPTED = 202;

    static Deletion by(ClientContext client, Supplier<ApiResponse<Void>> request) {
        if (client.isDryRun()) {
            return DONE;
        }
        try {
            return request.get().getStatusCode() == ACCEPTED ? IN_PROGRESS : DONE;
        } catch (NotFoundException e) {
            // Deleted after the check.
            return DONE;
        }
    }
}
