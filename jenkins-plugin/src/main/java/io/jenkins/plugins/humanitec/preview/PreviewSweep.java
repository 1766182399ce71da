package io.jenkins.plugins.humanitec.preview;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import java.util.concurrent.TimeUnit;

/**
 * Deletes hourly the previews that could not be deleted with their job, because Jenkins or Humanitec was not available.
 */
@Extension
public class PreviewSweep extends AsyncPeriodicWork {

    public PreviewSweep() {
        super("Humanitec preview environments");
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.HOURS.toMillis(1);
    }

    @Override
    protected void execute(TaskListener listener) {
        Previews.get().sweep();
    }
}
