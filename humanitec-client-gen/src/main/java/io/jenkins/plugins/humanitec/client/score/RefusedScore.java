package io.jenkins.plugins.humanitec.client.score;

import io.jenkins.plugins.humanitec.client.contract.Violation;
import io.jenkins.plugins.humanitec.client.errors.ApiException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why the API has refused a Score file. The API usually tells one fault. The others are those that the specification knows; they
 * are not looked for in a file that the API accepts, because it can know a newer specification.
 */
final class RefusedScore {

    private static final int MOST_DETAILS = 50;

    private RefusedScore() {}

    static List<ScoreFault> faults(ScoreFile file, ApiException refusal) {
        List<Violation> violations = ScoreStructure.violations(file.complete(), file.hasImage());
        List<ScoreFault> faults = new ArrayList<>();
        violations.forEach(violation -> faults.add(file.faultAt(violation.pointer(), violation.message())));
        for (String message : messages(file, refusal)) {
            Optional<String> place = file.placeIn(message);
            ScoreFault told = place.map(pointer -> file.faultAt(pointer, message))
                    .orElseGet(() -> new ScoreFault(file.path(), 0, message));
            // What is known of the place says what to do.
            boolean isKnown = place.isPresent()
                    && (violations.stream().anyMatch(violation -> isAt(place.get(), violation))
                            || file.faults().stream().anyMatch(fault -> isSameLine(fault, told)));
            if (!isKnown) {
                faults.add(told);
            }
        }
        return faults;
    }

    /** Returns whether a violation is that of a place, or of a field in it that it must not have. */
    private static boolean isAt(String place, Violation violation) {
        String pointer = violation.pointer();
        return pointer.equals(place) || pointer.startsWith(place + "/") && pointer.lastIndexOf('/') == place.length();
    }

    private static boolean isSameLine(ScoreFault fault, ScoreFault other) {
        return fault.file().equals(other.file()) && fault.line() == other.line();
    }

    private static Set<String> messages(ScoreFile file, ApiException refusal) {
        Set<String> messages = new LinkedHashSet<>();
        messages.add(refusal.apiMessage().isBlank() ? String.valueOf(refusal.getMessage()) : refusal.apiMessage());
        addDetails("", refusal.details(), false, file, messages);
        return messages;
    }

    /** Adds the texts of lists, and those with the place of a fault, which can be their name. Other details are not for users. */
    private static void addDetails(
            String name, @Nullable Object detail, boolean isListed, ScoreFile file, Set<String> messages) {
        if (detail instanceof Map<?, ?> map) {
            map.forEach((key, value) -> addDetails(String.valueOf(key), value, isListed, file, messages));
        } else if (detail instanceof Collection<?> list) {
            list.forEach(element -> addDetails(name, element, true, file, messages));
        } else if (detail instanceof String text && messages.size() < MOST_DETAILS) {
            boolean isPlaceName =
                    file.placeIn(text).isEmpty() && file.placeIn(name).isPresent();
            String named = isPlaceName ? name + ": " + text : text;
            if (isListed || file.placeIn(named).isPresent()) {
                messages.add(named);
            }
        }
    }
}
