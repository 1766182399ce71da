package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;

/**
 * The state of a {@link PollTarget} at one request.
 *
 * @param value the state; null if there is a problem, or no state
 * @param problem why the state could not be read, or null
 */
public record Observation(Object value, HumanitecException problem) {

    /**
     * Makes the request.
     *
     * @param target what to read
     * @return its state, or the problem
     */
    public static Observation of(PollTarget<?> target) {
        try {
            return new Observation(target.fetch().get(), null);
        } catch (HumanitecException e) {
            return new Observation(null, e);
        }
    }
}
