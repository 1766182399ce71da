package io.jenkins.plugins.humanitec.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values as a script gives them, which has texts of its own kind, as values that everybody can read and keep. */
final class PlainValues {

    private PlainValues() {}

    @NonNull
    static LinkedHashMap<String, Object> map(@NonNull Map<?, ?> map) {
        LinkedHashMap<String, Object> plain = new LinkedHashMap<>();
        map.forEach((name, value) -> plain.put(String.valueOf(name), of(value)));
        return plain;
    }

    @CheckForNull
    static Object of(@CheckForNull Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Iterable<?> elements) {
            List<Object> plain = new ArrayList<>();
            elements.forEach(element -> plain.add(of(element)));
            return plain;
        }
        return value.toString();
    }
}
