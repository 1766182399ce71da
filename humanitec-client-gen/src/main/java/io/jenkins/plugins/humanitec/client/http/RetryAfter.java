package io.jenkins.plugins.humanitec.client.http;

import feign.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the {@code Retry-After} header, which contains seconds or a date (RFC 9110, 10.2.3). */
final class RetryAfter {

    private static final int LONGEST_NUMBER = 9;

    /**
     * The format of asctime in ANSI C, such as {@code Sun Nov  6 08:49:37 1994}. RFC 9110 requires support for all
     * three formats.
     */
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);

    private RetryAfter() {}

    /**
     * Returns how long the API asks the client to wait.
     *
     * @param response the response
     * @param clock the clock for dates
     * @return the time to wait, not negative; empty if the header is missing or invalid
     */
    static Optional<Duration> of(Response response, Clock clock) {
        return Headers.first(response, "Retry-After").flatMap(value -> parse(value.strip(), clock));
    }

    private static Optional<Duration> parse(String value, Clock clock) {
        if (!value.isEmpty() && value.chars().allMatch(Character::isDigit)) {
            return Optional.of(
                    value.length() > LONGEST_NUMBER
                            ? Duration.ofSeconds(Integer.MAX_VALUE)
                            : Duration.ofSeconds(Long.parseLong(value)));
        }
        return date(value, clock.instant()).map(at -> {
            Duration pause = Duration.between(clock.instant(), at);
            return pause.isNegative() ? Duration.ZERO : pause;
        });
    }

    /** Parses a date in one of the three formats of HTTP (RFC 9110, 5.6.7). */
    private static Optional<Instant> date(String value, Instant now) {
        return parse(() -> ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .or(() -> parse(() -> LocalDateTime.parse(value, rfc850(now)).toInstant(ZoneOffset.UTC)))
                .or(() -> parse(() -> LocalDateTime.parse(value, ASCTIME).toInstant(ZoneOffset.UTC)));
    }

    private static Optional<Instant> parse(Supplier<Instant> parser) {
        try {
            return Optional.of(parser.get());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the format of {@code Sunday, 06-Nov-94 08:49:37 GMT}. A year with two digits is at most 50 years in the
     * future.
     */
    private static DateTimeFormatter rfc850(Instant now) {
        LocalDate first = LocalDate.ofInstant(now, ZoneOffset.UTC).minusYears(49);
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, first)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
    }
}
