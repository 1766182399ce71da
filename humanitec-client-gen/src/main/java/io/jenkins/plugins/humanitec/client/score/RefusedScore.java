package io.jenkins.plugins.humanitec.client.score;

import io.jenkins.plugins.humanitec.client.contract.Violation;
import io.jenkins.plugins.humanitec.client.errors.ApiException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why the API has refused a Score file. First what the API says. It usually tells one fault. The others are those that the
 * specification knows; they are not looked for in a file that the API accepts, because it can know a newer specification.
 */
final class RefusedScore {

    private static final int MOST_DETAILS = 50;

    private RefusedScore() {}

    static List<ScoreFault> faults(ScoreFile file, ApiException refusal) {
        List<Violation> violations = ScoreStructure.violations(file.complete(), file.hasImage());
        List<ScoreFault> faults = new ArrayList<>();
        String first = message(refusal);
        faults.add(fault(file, first));
        violations.forEach(violation -> faults.add(file.faultAt(violation.pointer(), violation.message())));
        for (String detail : details(file, refusal)) {
            ScoreFault told = fault(file, detail);
            // What is known of the place says what to do.
            boolean isKnown = file.placeIn(detail)
                    .filter(place -> violations.stream().anyMatch(violation -> isAt(place, violation))
                            || file.faults().stream().anyMatch(fault -> isSameLine(fault, told)))
                    .isPresent();
            if (!isKnown && !detail.equals(first)) {
                faults.add(told);
            }
        }
        return faults;
    }

    /** Returns whether the API names a place in the file. */
    static boolean isAbout(ScoreFile file, ApiException refusal) {
        return file.placeIn(message(refusal)).isPresent()
                || details(file, refusal).stream()
                        .anyMatch(detail -> file.placeIn(detail).isPresent());
    }

    private static String message(ApiException refusal) {
        return refusal.apiMessage().isBlank() ? String.valueOf(refusal.getMessage()) : refusal.apiMessage();
    }

    private static ScoreFault fault(ScoreFile file, String message) {
        return file.placeIn(message)
                .map(place -> file.faultAt(place, message))
                .orElseGet(() -> new ScoreFault(file.path(), 0, message));
    }

    /** Returns whether a violation is that of a place, or of a field in it that it must not have. */
    private static boolean isAt(String place, Violation violation) {
        String pointer = violation.pointer();
        return pointer.equals(place) || pointer.startsWith(place + "/") && pointer.lastIndexOf('/') == place.length();
    }

    private static boolean isSameLine(ScoreFault fault, ScoreFault other) {
        return fault.file().equals(other.file()) && fault.line() == other.line();
    }

    private static Set<String> details(ScoreFile file, ApiException refusal) {
        Set<String> details = new LinkedHashSet<>();
        addDetails("", refusal.details(), false, file, details);
        return details;
    }

    /** Adds the texts of lists, and those with the place of a fault, which can be their name. Other details are not for users. */
    private static void addDetails(
            String name, @Nullable Object detail, boolean isListed, ScoreFile file, Set<String> details) {
        if (detail instanceof Map<?, ?> map) {
            map.forEach((key, value) -> addDetails(String.valueOf(key), value, isListed, file, details));
        } else if (detail instanceof Collection<?> list) {
            list.forEach(element -> addDetails(name, element, true, file, details));
        } else if (detail instanceof String text && details.size() < MOST_DETAILS) {
            boolean isPlaceName =
                    file.placeIn(text).isEmpty() && file.placeIn(name).isPresent();
            String named = isPlaceName ? name + ": " + text : text;
            if (isListed || file.placeIn(named).isPresent()) {
                details.add(named);
            }
        }
    }
}
