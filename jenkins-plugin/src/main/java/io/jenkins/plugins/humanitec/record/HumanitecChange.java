package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A change of a build, complete or in progress. Saved with the build, so the fields must stay readable for later
 * versions. Contains no secrets.
 */
@ExportedBean(defaultVisibility = 3)
public final class HumanitecChange {

    private static final int LONGEST_TEXT = 500;

    /** What a plan changes, and values such as certificates, have many lines; the page folds them. */
    private static final int LONGEST_CONTENT = 4000;

    /** A longer content is folded. */
    private static final int LONGEST_LINE = 160;

    private static final String ABANDONED = "not waited for";

    private static final int MOST_DIFFERENCES = 100;

    private String id;
    private String step;
    private String what;
    private String where;
    private String url;
    private long begun;
    private String before;
    private String after;
    private String status = "in progress";
    private boolean failed;
    private long duration = -1;
    private DeployedEnvironment deployedTo;
    private String deploymentId;
    private Map<String, Object> failure;
    private List<String> differences;
    private int moreDifferences;

    /** For deserialization. */
    private HumanitecChange() {}

    HumanitecChange(String step, String what, String where, String url, long begun) {
        this.id = UUID.randomUUID().toString();
        this.step = step;
        this.what = what;
        this.where = where;
        this.url = url;
        this.begun = begun;
    }

    /** {@return the unique ID of the change} */
    @NonNull
    public String getId() {
        return id;
    }

    /** {@return the name of the step that makes the change} */
    @Exported
    @NonNull
    public String getStep() {
        return step;
    }

    /** {@return the object that changes, such as {@code value API_URL}} */
    @Exported
    @NonNull
    public String getWhat() {
        return what;
    }

    /** {@return the application, environment or organization of the object} */
    @Exported
    @NonNull
    public String getWhere() {
        return where;
    }

    /** {@return the URL of the web page of the application, environment or organization} */
    @Exported
    @NonNull
    public String getUrl() {
        return url;
    }

    /** {@return the content before; {@code ****} for a secret; null if it did not exist or does not apply} */
    @Exported
    @CheckForNull
    public String getBefore() {
        return before;
    }

    /** {@return the content after; {@code ****} for a secret; null if it was deleted or does not apply} */
    @Exported
    @CheckForNull
    public String getAfter() {
        return after;
    }

    /** {@return the final status, or the current status if the change is in progress} */
    @Exported
    @NonNull
    public String getStatus() {
        return status;
    }

    /** {@return the status in the language of the user, if it is a known one} */
    @NonNull
    public String getStatusText() {
        return StatusText.of(status);
    }

    /** {@return whether the change has failed} */
    @Exported
    public boolean isFailed() {
        return failed;
    }

    /** {@return whether the change is in progress} */
    @Exported
    public boolean isOngoing() {
        return duration < 0;
    }

    /** {@return the start time, in milliseconds since 1970-01-01 UTC} */
    @Exported
    public long getTimestamp() {
        return begun;
    }

    /** {@return the duration in milliseconds; -1 while the change is in progress} */
    @Exported
    public long getDuration() {
        return duration;
    }

    /** {@return the duration as text; empty while the change is in progress} */
    @NonNull
    public String getDurationText() {
        return isOngoing() ? "" : Util.getTimeSpanString(duration);
    }

    /** {@return why a deployment or workloads failed, as {@link FailureDetails#of} returns it; null if nothing is known} */
    @Exported
    @CheckForNull
    public Map<String, Object> getFailure() {
        return failure;
    }

    /** {@return what a deployment changes in its environment, one line each; null if it is unknown, or nothing} */
    @Exported
    @CheckForNull
    public List<String> getDifferences() {
        return differences == null ? null : Collections.unmodifiableList(differences);
    }

    /** {@return the number of differences that were not recorded, because there are too many} */
    @Exported
    public int getMoreDifferences() {
        return moreDifferences;
    }

    /** Keeps the former ones if there is none: after a restart, an operation can find its own changes already there. */
    void setDifferences(@NonNull List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        differences = new ArrayList<>(lines.stream()
                .limit(MOST_DIFFERENCES)
                .map(line -> cut(line, LONGEST_TEXT))
                .toList());
        moreDifferences = Math.max(0, lines.size() - MOST_DIFFERENCES);
    }

    /** {@return whether the contents before and after fit into a line} */
    public boolean isShort() {
        return isShort(before) && isShort(after);
    }

    private static boolean isShort(String text) {
        return text == null || (text.length() <= LONGEST_LINE && !text.contains("\n"));
    }

    /** {@return the lines that the page unfolds: the differences of a deployment, or a long content before and after} */
    @NonNull
    public List<DiffLine> getDiff() {
        if (differences != null) {
            return differences.stream().map(DiffLine::signed).toList();
        }
        return isShort() ? List.of() : DiffLine.between(before, after);
    }

    /** {@return the state for the page} */
    @NonNull
    public ChangeState getState() {
        return failed
                ? ChangeState.FAILED
                : isOngoing()
                        ? ChangeState.ONGOING
                        : status.startsWith("planned")
                                ? ChangeState.PLANNED
                                : isAbandoned() ? ChangeState.UNKNOWN : ChangeState.DONE;
    }

    /** Ends a change whose result nobody waits for. */
    void abandon() {
        end(ABANDONED, false);
    }

    boolean isAbandoned() {
        return ABANDONED.equals(status);
    }

    void setFailure(@NonNull Map<String, Object> details) {
        boolean isKnown = details.values().stream().anyMatch(list -> !((Collection<?>) list).isEmpty());
        failure = isKnown ? details : null;
    }

    /** {@return the environment of a deployment; null for other changes} */
    @CheckForNull
    DeployedEnvironment getDeployedTo() {
        return deployedTo;
    }

    void setDeployedTo(@NonNull DeployedEnvironment place) {
        deployedTo = place;
    }

    /** Returns the ID of the deployment; null for other changes, and while it is unknown. */
    @CheckForNull
    String getDeploymentId() {
        return deploymentId;
    }

    void setDeploymentId(@CheckForNull String newId) {
        deploymentId = newId;
    }

    void setTexts(@CheckForNull String newBefore, @CheckForNull String newAfter) {
        before = cut(newBefore, LONGEST_CONTENT);
        after = cut(newAfter, LONGEST_CONTENT);
    }

    void progress(@NonNull String newStatus) {
        status = cut(newStatus, LONGEST_TEXT);
    }

    void end(@NonNull String newStatus, boolean hasFailed) {
        status = cut(newStatus, LONGEST_TEXT);
        failed = hasFailed;
        duration = Math.max(0, System.currentTimeMillis() - begun);
    }

    private static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
