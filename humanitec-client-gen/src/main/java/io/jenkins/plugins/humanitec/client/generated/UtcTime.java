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
 * Writes a time as the API takes it: in UTC, with {@code Z}, with three digits of a second's fraction or none. What is finer
 * than a millisecond is cut off, not rounded, so that no time is sent that is later than the one given.
 */
public final class UtcTime {

    private static final int LAST_YEAR = 9999;

    private UtcTime() {}

    /**
     * @param value a time of a type of the JDK's that is one point in time, or anything else
     * @return the time as the API takes it; of anything else its {@code toString}
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
     * @param text a time with an offset (RFC 3339), or any other text
     * @return the time as the API takes it; any other text as it is
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
            throw new InvalidInputException("A time must be in the years 0 to " + LAST_YEAR + ".");
        }
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.MILLIS));
    }
}
