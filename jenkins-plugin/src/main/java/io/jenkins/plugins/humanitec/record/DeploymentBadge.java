package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A badge of a build in the history of its job.
 *
 * @param text an environment to which the build has deployed, or the number of further ones
 * @param tooltip what was deployed there
 */
public record DeploymentBadge(@NonNull String text, @NonNull String tooltip) {

    private static final int MOST = 2;
    private static final int LONGEST_NAME = 30;
    private static final int LONGEST_TOOLTIP = 200;
    private static final String SUCCEEDED = "succeeded";

    /** {@return the environment, or the number} */
    public String getText() {
        return text;
    }

    /** {@return what was deployed there} */
    public String getTooltip() {
        return tooltip;
    }

    /** Returns the badges for the environments whose last deployment by the build has succeeded. */
    @NonNull
    static List<DeploymentBadge> of(@NonNull List<HumanitecChange> changes) {
        Map<String, HumanitecChange> last = new LinkedHashMap<>();
        changes.stream()
                .filter(change -> change.getDeployedTo() != null)
                .forEach(change -> last.put(change.getWhere(), change));
        List<HumanitecChange> deployed = last.values().stream()
                .filter(change -> SUCCEEDED.equals(change.getStatus()) && !change.isFailed())
                .toList();
        List<DeploymentBadge> badges = new ArrayList<>();
        deployed.stream()
                .limit(MOST)
                .forEach(change -> badges.add(new DeploymentBadge(cut(change.getWhere(), LONGEST_NAME), tip(change))));
        if (deployed.size() > MOST) {
            badges.add(new DeploymentBadge(
                    "+" + (deployed.size() - MOST),
                    deployed.stream().skip(MOST).map(DeploymentBadge::tip).collect(Collectors.joining("\n"))));
        }
        return badges;
    }

    private static String tip(HumanitecChange change) {
        return cut(
                change.getAfter() == null ? change.getWhere() : change.getWhere() + ": " + change.getAfter(),
                LONGEST_TOOLTIP);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
