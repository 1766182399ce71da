package io.jenkins.plugins.humanitec.client.polling;

import java.util.function.Supplier;

/**
 * What is looked at by somebody who waits.
 *
 * @param key tells subjects apart: those with equal keys are the same thing, seen with the same token
 * @param fetch makes the request
 * @param isLasting whether what was seen once stays as it is, so that nobody needs to look again
 * @param pace how fast requests may follow each other where the subject is
 * @param <S> what there is to see
 */
public record Subject<S>(Object key, Supplier<S> fetch, boolean isLasting, Pace pace) {}
