package io.jenkins.plugins.humanitec.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Arrays;
import java.util.List;

/** A setting with several names. */
public final class NameList {

    private NameList() {}

    /**
     * {@return the names in a text with commas or spaces between them; for a text that has only these, the text itself, which is
     * no name, so that a list of what is permitted then permits nothing}
     *
     * @param text the text; null for no names
     */
    @NonNull
    public static List<String> of(@CheckForNull String text) {
        if (text == null) {
            return List.of();
        }
        List<String> names = Arrays.stream(text.split("[,\\s]+"))
                .filter(name -> !name.isEmpty())
                .toList();
        return names.isEmpty() ? List.of(text) : names;
    }
}
