package io.jenkins.plugins.humanitec.client.score;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names of Score files, extensions and overrides, and their paths. */
final class ScoreNames {

    static final String USUAL_NAME = "score.yaml";
    static final String OF_EXTENSIONS = "humanitec.";
    static final String OF_OVERRIDES = "overrides.";

    private ScoreNames() {}

    /** Returns whether a file has the extensions or overrides of another one. */
    static boolean isPart(String path, Collection<String> paths) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        for (String prefix : List.of(OF_EXTENSIONS, OF_OVERRIDES)) {
            if (name.startsWith(prefix)) {
                String of = name.substring(prefix.length());
                return of.equals(USUAL_NAME) || paths.contains(beside(path, of));
            }
        }
        return false;
    }

    /** Returns whether two paths lead to the same file. */
    static boolean isSame(String path, @Nullable String other) {
        return other != null
                && normalized(path).orElse(path).equals(normalized(other).orElse(other));
    }

    static String directory(String path) {
        String whole = normalized(path).orElse(path);
        return whole.substring(0, whole.lastIndexOf('/') + 1);
    }

    /** Returns the path of a file that is named in another one. */
    static String beside(String path, String name) {
        int slash = path.lastIndexOf('/');
        return slash < 0 || name.startsWith("/") ? name : path.substring(0, slash + 1) + name.replaceFirst("^\\./", "");
    }

    /** Returns the path without {@code .} and {@code ..}; empty if it leads out of the directory. */
    static Optional<String> normalized(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                if (names.isEmpty()) {
                    return Optional.empty();
                }
                names.remove(names.size() - 1);
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        boolean isAbsolute = path.startsWith("/") || path.indexOf(':') == 1 || path.startsWith("\\");
        return isAbsolute || names.isEmpty() ? Optional.empty() : Optional.of(String.join("/", names));
    }
}
