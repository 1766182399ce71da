package io.jenkins.plugins.humanitec.client.operations;

/**
 * What came of seeing to it that something is there.
 *
 * @param found what is there now
 * @param isCreated whether it was not there before
 * @param isChanged whether it was there, but not as asked for
 * @param <T> what it is
 */
public record Creation<T>(T found, boolean isCreated, boolean isChanged) {

    static <T> Creation<T> created(T found) {
        return new Creation<>(found, true, false);
    }

    static <T> Creation<T> changed(T found) {
        return new Creation<>(found, false, true);
    }

    static <T> Creation<T> unchanged(T found) {
        return new Creation<>(found, false, false);
    }

    /** @return what happened, in a word */
    public String word() {
        return isCreated ? "created" : isChanged ? "changed" : "unchanged";
    }
}
