package io.jenkins.plugins.humanitec.client.input;

import java.math.BigDecimal;

/** Writes numbers as people do. */
public final class Numbers {

    /** Plain digits up to here; a script can hand over numbers with more digits than there is memory. */
    private static final int LONGEST = 100;

    private Numbers() {}

    /**
     * @param number a number that is finite
     * @return the number without an exponent, unless it has more than 100 digits before or after the point; a decimal number
     *     keeps its last zeros, so that 1.10 is not 1.1
     */
    public static String text(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return text(new BigDecimal(number.toString()));
        }
        return number instanceof BigDecimal decimal && Math.abs(decimal.scale()) <= LONGEST
                ? decimal.toPlainString()
                : number.toString();
    }
}
