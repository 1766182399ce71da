package io.jenkins.plugins.humanitec.client.manifests;

import com.fasterxml.jackson.core.JsonPointer;

/** Writes JSON Pointers (RFC 6901), and shows them to users. */
final class Pointers {

    private Pointers() {}

    /** Returns the end of a pointer to a field. */
    static String segment(String field) {
        return JsonPointer.empty().appendProperty(field).toString();
    }

    /** Returns a pointer with dots between names, and indexes in brackets. */
    static String shown(String pointer) {
        StringBuilder shown = new StringBuilder();
        for (JsonPointer at = JsonPointer.compile(pointer); !at.matches(); at = at.tail()) {
            if (at.mayMatchElement()) {
                shown.append('[').append(at.getMatchingIndex()).append(']');
            } else {
                shown.append(shown.length() == 0 ? "" : ".").append(at.getMatchingProperty());
            }
        }
        return shown.toString();
    }
}
