package io.jenkins.plugins.humanitec.simulator.operations;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Query parameters with times. */
public final class QueryTimes {

    private QueryTimes() {}

    /**
     * Returns the time in a query parameter.
     *
     * @param call the request
     * @param parameter the name of the parameter
     * @param otherwise the time if the request does not have the parameter
     * @return the time
     * @throws Problem with status 400 if the value is not a time in RFC 3339 format
     */
    public static Instant time(Call call, String parameter, Instant otherwise) {
        String value = call.query(parameter);
        try {
            return value == null ? otherwise : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw Problem.badRequest(parameter + ": '" + value + "' is not a time in RFC 3339 format.");
        }
    }
}
