package io.jenkins.plugins.humanitec.client.score;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * The lines of a file.
 *
 * @param path the path of the file
 * @param byPointer the lines of its parts by JSON Pointer; the empty pointer is the whole file
 */
record ScoreLines(String path, TreeMap<String, Integer> byPointer) implements Serializable {

    private static final long serialVersionUID = 1L;

    boolean has(String pointer) {
        return byPointer.containsKey(pointer);
    }

    /** Returns whether there is a value of this pointer, and not an object or list with values. */
    boolean hasValue(String pointer) {
        String next = byPointer.higherKey(pointer);
        return has(pointer) && (next == null || !next.startsWith(pointer + "/"));
    }

    /** Returns the line of a part, or of the innermost part with a name that contains it; 0 if there is none. */
    int innermost(String pointer) {
        String found = pointer;
        while (found.lastIndexOf('/') > 0 && !has(found)) {
            found = found.substring(0, found.lastIndexOf('/'));
        }
        return byPointer.getOrDefault(found, 0);
    }
}
