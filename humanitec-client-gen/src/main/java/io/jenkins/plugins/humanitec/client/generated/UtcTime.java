package io.jenkins.plugins.humanitec.client.generated;

import com.ethlo.time.ITU;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.Date;

/**
 * Formats times for the API: in UTC with {@code Z}, with milliseconds or without a fraction. Finer fractions are cut off and
 * not rounded, so that the time is never later than the given one.
 */
public final class UtcTime {

    private static final int LAST_YEAR = 9999;

    private UtcTime() {}

    /**
     * Formats a time.
     *
     * @param value a JDK type that represents one point in time, or any other value
     * @return the time in the API's format; for any other value its {@code toString}
     * @throws InvalidInputException if the year does not have four digits
     */
    public static String textOf(Object value) {
        if (value instanceof OffsetDateTime time) {
            return format(time.toInstant());
        }
        if (value instanceof ZonedDateTime time) {
            return format(time.toInstant());
        }
        if (value instanceof Instant time) {
            return format(time);
        }
        if (value instanceof Date time) {
            return format(Instant.ofEpochMilli(time.getTime()));
        }
        if (value instanceof Calendar time) {
            return format(time.toInstant());
        }
        return String.valueOf(value);
    }

    /**
     * Converts a time to the format of the API.
     *
     * @param text a time with an offset (RFC 3339), or any other text
     * @return the time in the API's format; any other text unchanged
     * @throws InvalidInputException if the year does not have four digits in UTC
     */
    public static String normalize(String text) {
        try {
            return format(ITU.parseDateTime(text).toInstant());
        } catch (DateTimeException e) {
            return text;
        }
    }

    private static String format(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < 0 || year > LAST_YEAR) {
            throw new InvalidInputException("Give a time in the years 0 to " + LAST_YEAR + " (UTC).");
        }
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.MILLIS));
    }
}
