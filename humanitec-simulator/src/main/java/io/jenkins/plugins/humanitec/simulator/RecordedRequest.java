package io.jenkins.plugins.humanitec.simulator;

import java.util.Map;

/**
 * A request that reached the simulator.
 *
 * @param method its method
 * @param path its raw path
 * @param query its raw query, perhaps empty
 * @param headers its headers by name in lower case, without {@code Authorization}; of several values the first
 * @param scheme the scheme of its header {@code Authorization}, without the token, or null
 * @param body its body, perhaps empty
 * @param status what it was answered with; 0 if the connection was reset
 * @param answer the body of the answer, perhaps empty; also empty if it was told to misbehave
 */
public record RecordedRequest(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        String scheme,
        String body,
        int status,
        String answer) {}
