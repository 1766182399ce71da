package io.jenkins.plugins.humanitec.client.http;

import feign.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the header {@code Retry-After}, which has seconds or a date (RFC 9110, 10.2.3). */
final class RetryAfter {

    private static final int LONGEST_NUMBER = 9;

    private RetryAfter() {}

    /**
     * @param response the response
     * @param clock what a date is compared with
     * @return how long to wait, never negative; empty if there is no such header or it cannot be read
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
        try {
            ZonedDateTime at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration pause = Duration.between(clock.instant(), at.toInstant());
            return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
