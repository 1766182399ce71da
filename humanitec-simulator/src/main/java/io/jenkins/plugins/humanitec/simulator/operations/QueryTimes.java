package io.jenkins.plugins.humanitec.simulator.operations;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Predicate;

/** Query parameters with times. */
public final class QueryTimes {

    private QueryTimes() {}

    /**
     * Returns a filter for times.
     *
     * @param call the request
     * @param from the name of the parameter with the first time that passes; without it, the times have no beginning
     * @param to the name of the parameter with the time after the last one; without it, the times have no end
     * @return whether a time passes
     * @throws Problem with status 400 if one of the values is not a time in RFC 3339 format
     */
    public static Predicate<Instant> between(Call call, String from, String to) {
        Instant first = time(call, from, Instant.MIN);
        Instant end = time(call, to, Instant.MAX);
        return time -> !time.isBefore(first) && time.isBefore(end);
    }

    private static Instant time(Call call, String parameter, Instant otherwise) {
        String value = call.query(parameter);
        try {
            return value == null ? otherwise : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw Problem.badRequest(parameter + ": '" + value + "' is not a time in RFC 3339 format.");
        }
    }
}
