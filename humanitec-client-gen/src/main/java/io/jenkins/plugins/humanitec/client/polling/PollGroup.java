package io.jenkins.plugins.humanitec.client.polling;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Targets whose states one request can read, such as all environments of an application. While several of them are polled, a
 * request for the state of one reads all of them. A target of a large group, or one that the response does not have, is read by
 * itself.
 *
 * @param key identifies the group; groups with equal keys are the same one, read with the same token
 * @param member identifies the target in the group
 * @param fetch requests the states of all members; those that the response does not have are requested by themselves
 * @param <S> the type of the state
 */
public record PollGroup<S>(Object key, Object member, Supplier<Map<?, S>> fetch) {}
