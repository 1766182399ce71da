package io.jenkins.plugins.humanitec.client.polling;

import io.jenkins.plugins.humanitec.client.errors.HumanitecException;

/**
 * What one look at a {@link Subject} showed.
 *
 * @param value what was seen; null if there is a problem, or if there was nothing to see
 * @param problem why nothing could be seen, or null
 */
public record Sight(Object value, HumanitecException problem) {

    /**
     * @param subject what to look at
     * @return what there is to see now
     */
    public static Sight of(Subject<?> subject) {
        try {
            return new Sight(subject.fetch().get(), null);
        } catch (HumanitecException e) {
            return new Sight(null, e);
        }
    }
}
