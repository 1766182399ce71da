package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.util.UUID;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One thing that a build changed, or is changing. Kept with the build, so it must stay readable, and has no secrets. */
@ExportedBean(defaultVisibility = 3)
public final class HumanitecChange {

    private static final int LONGEST_TEXT = 500;

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

    /** For one that is read again. */
    private HumanitecChange() {}

    HumanitecChange(String step, String what, String where, String url, long begun) {
        this.id = UUID.randomUUID().toString();
        this.step = step;
        this.what = what;
        this.where = where;
        this.url = url;
        this.begun = begun;
    }

    /** @return tells changes apart */
    @NonNull
    public String getId() {
        return id;
    }

    /** @return the name of the step that does it */
    @Exported
    @NonNull
    public String getStep() {
        return step;
    }

    /** @return the thing that changes */
    @Exported
    @NonNull
    public String getWhat() {
        return what;
    }

    /** @return the application, environment or organization that it belongs to */
    @Exported
    @NonNull
    public String getWhere() {
        return where;
    }

    /** @return the page of that for people */
    @Exported
    @NonNull
    public String getUrl() {
        return url;
    }

    /** @return what it was before; {@code ****} for a secret; null if it was not there or this does not apply */
    @Exported
    @CheckForNull
    public String getBefore() {
        return before;
    }

    /** @return what it is now; {@code ****} for a secret; null if it is gone or this does not apply */
    @Exported
    @CheckForNull
    public String getAfter() {
        return after;
    }

    /** @return how it ended, or how far it is */
    @Exported
    @NonNull
    public String getStatus() {
        return status;
    }

    /** @return whether it is over and did not come about */
    @Exported
    public boolean isFailed() {
        return failed;
    }

    /** @return whether it has not ended yet */
    @Exported
    public boolean isOngoing() {
        return duration < 0;
    }

    /** @return when it began, in milliseconds since 1970 */
    @Exported
    public long getTimestamp() {
        return begun;
    }

    /** @return how long it took, in milliseconds; -1 while it goes on */
    @Exported
    public long getDuration() {
        return duration;
    }

    /** @return the same for people; empty while it goes on */
    @NonNull
    public String getDurationText() {
        return isOngoing() ? "" : Util.getTimeSpanString(duration);
    }

    /** @return the environment, if this is a deployment; null if not */
    @CheckForNull
    DeployedEnvironment getDeployedTo() {
        return deployedTo;
    }

    void setDeployedTo(@NonNull DeployedEnvironment place) {
        deployedTo = place;
    }

    void setTexts(@CheckForNull String newBefore, @CheckForNull String newAfter) {
        before = cut(newBefore);
        after = cut(newAfter);
    }

    void progress(@NonNull String newStatus) {
        status = cut(newStatus);
    }

    void end(@NonNull String newStatus, boolean hasFailed) {
        status = cut(newStatus);
        failed = hasFailed;
        duration = Math.max(0, System.currentTimeMillis() - begun);
    }

    private static String cut(String text) {
        return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }
}
