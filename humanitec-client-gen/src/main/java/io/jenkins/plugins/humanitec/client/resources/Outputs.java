package io.jenkins.plugins.humanitec.client.resources;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outputs of resources: copies that can be serialized, and the names of secret ones. */
final class Outputs {

    /** The fields of a reference to a secret. An object that has one of them is a reference, not a group of outputs. */
    private static final Set<String> OF_REFERENCE = Set.of("ref", "store", "version", "value");

    private Outputs() {}

    static Map<String, Object> orEmpty(@Nullable Map<String, Object> outputs) {
        return outputs == null ? Map.of() : outputs;
    }

    static SortedSet<String> names(Collection<String> names) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /** Returns the names of secret outputs. Nested names are joined with dots; a dot in a name has a backslash before it. */
    static SortedSet<String> secretNames(Map<String, ?> references) {
        SortedSet<String> names = new TreeSet<>();
        references.forEach((name, reference) -> addNames(escaped(name), reference, names));
        return names;
    }

    private static String escaped(Object name) {
        return String.valueOf(name).replace(".", "\\.");
    }

    private static void addNames(String name, @Nullable Object reference, SortedSet<String> names) {
        if (reference instanceof Map<?, ?> group
                && !group.isEmpty()
                && Collections.disjoint(group.keySet(), OF_REFERENCE)) {
            group.forEach((key, nested) -> addNames(name + "." + escaped(key), nested, names));
        } else {
            names.add(name);
        }
    }

    /** Returns the other outputs. To be safe, a name with dots hides a nested output too, and the other way round. */
    static Map<String, @Nullable Object> withoutSecrets(
            Map<String, ? extends @Nullable Object> outputs, Set<String> secrets) {
        Set<String> plain = secrets.stream().map(Outputs::plain).collect(Collectors.toSet());
        return copy("", outputs, plain);
    }

    /** Returns copies of the outputs that can be changed, and a mask for each secret one. */
    static Map<String, @Nullable Object> masked(
            Map<String, ? extends @Nullable Object> outputs, Set<String> secrets, String mask) {
        Map<String, @Nullable Object> masked = changeable(outputs);
        secrets.forEach(path -> putMask(masked, path, mask));
        return masked;
    }

    @SuppressWarnings("unchecked")
    private static void putMask(Map<String, @Nullable Object> outputs, String path, String mask) {
        Map<String, @Nullable Object> group = outputs;
        String[] names = path.split("(?<!\\\\)\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            Object nested = group.computeIfAbsent(plain(names[i]), name -> new LinkedHashMap<>());
            if (!(nested instanceof Map<?, ?>)) {
                outputs.putIfAbsent(plain(path), mask);
                return;
            }
            group = (Map<String, @Nullable Object>) nested;
        }
        group.putIfAbsent(plain(names[names.length - 1]), mask);
    }

    private static String plain(String escaped) {
        return escaped.replace("\\.", ".");
    }

    private static Map<String, @Nullable Object> changeable(Map<?, ?> outputs) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        outputs.forEach((key, value) -> copy.put(String.valueOf(key), changeable(value)));
        return copy;
    }

    private static @Nullable Object changeable(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return changeable(map);
        }
        if (value instanceof Collection<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(changeable(element)));
            return copy;
        }
        return value;
    }

    private static Map<String, @Nullable Object> copy(String prefix, Map<?, ?> outputs, Set<String> secrets) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        outputs.forEach((key, value) -> {
            String name = prefix + key;
            if (!secrets.contains(name)) {
                copy.put(String.valueOf(key), copy(name, value, secrets));
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object copy(String name, @Nullable Object value, Set<String> secrets) {
        if (value instanceof Map<?, ?> map) {
            return copy(name + ".", map, secrets);
        }
        if (value instanceof Collection<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(copy(name, element, secrets)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }
}
