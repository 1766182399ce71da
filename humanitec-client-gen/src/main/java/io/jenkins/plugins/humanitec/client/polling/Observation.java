package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import org.jspecify.annotations.Nullable;

/**
 * The result of one request for the state of a {@link PollTarget}.
 *
 * @param value the state; null if there is a problem, or no state
 * @param problem why the state could not be read, or null
 */
public record Observation(@Nullable Object value, @Nullable HumanitecException problem) {

    /**
     * Requests the state of a target.
     *
     * @param target the target
     * @return the state or the problem
     */
    public static Observation of(PollTarget<?> target) {
        try {
            return new Observation(target.fetch().get(), null);
        } catch (HumanitecException e) {
            return new Observation(null, e);
        }
    }
}
