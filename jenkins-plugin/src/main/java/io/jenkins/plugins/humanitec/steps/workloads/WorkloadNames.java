package io.jenkins.plugins.humanitec.steps.workloads;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Converts names of workloads: in scripts a name or a list of names, in forms and Freestyle jobs one in each line. */
final class WorkloadNames {

    private WorkloadNames() {}

    @NonNull
    static ArrayList<String> parse(@CheckForNull Object given) {
        ArrayList<String> names = new ArrayList<>();
        for (Object name : each(given)) {
            String text = Util.fixEmptyAndTrim(name == null ? null : name.toString());
            if (text != null) {
                names.add(text);
            }
        }
        return names;
    }

    private static Collection<?> each(Object given) {
        return given instanceof Collection<?> several
                ? several
                : given instanceof CharSequence text ? text.toString().lines().toList() : Arrays.asList(given);
    }

    /** Returns names as a script writes them. */
    @CheckForNull
    static Object format(@NonNull List<String> names) {
        return names.isEmpty() ? null : names.size() == 1 ? names.get(0) : new ArrayList<>(names);
    }

    /** Checks an argument of a script, before its type is checked. */
    @CheckForNull
    static Object read(@NonNull String step, @NonNull String name, @CheckForNull Object given) {
        if (name.equals("workloads")) {
            for (Object workload : each(given)) {
                if (workload != null && !(workload instanceof CharSequence)) {
                    throw new InvalidInputException(
                            "Parameter 'workloads' of " + step + " must be a name, or a list of names.");
                }
            }
        }
        return given;
    }
}
