package io.jenkins.plugins.humanitec.client.contract;

/**
 * A place in JSON that the API description does not allow.
 *
 * @param pointer the JSON Pointer of the place; empty for the whole value
 * @param message what is wrong, without the place
 */
public record Violation(String pointer, String message) {

    /** {@return the place, with dots between names, and what is wrong} */
    @Override
    public String toString() {
        return (pointer.isEmpty() ? "" : pointer.substring(1) + ": ") + message;
    }
}
