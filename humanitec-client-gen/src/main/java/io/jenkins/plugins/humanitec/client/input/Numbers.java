package io.jenkins.plugins.humanitec.client.input;

import java.math.BigDecimal;

/** Formats numbers as text. */
public final class Numbers {

    /** The limit for plain digits. In plain form, a number with a large exponent could need more memory than exists. */
    private static final int MAX_DIGITS = 100;

    private Numbers() {}

    /**
     * Formats a number without an exponent, unless it has more than 100 digits before or after the decimal point. A decimal
     * number keeps its trailing zeros, so that 1.10 does not become 1.1.
     *
     * @param number a finite number
     * @return the text
     */
    public static String text(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return text(new BigDecimal(number.toString()));
        }
        return number instanceof BigDecimal decimal && Math.abs(decimal.scale()) <= MAX_DIGITS
                ? decimal.toPlainString()
                : number.toString();
    }
}
