package io.jenkins.plugins.humanitec.preview;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import java.util.concurrent.TimeUnit;

/** Deletes once an hour what was missed when its job was deleted: Jenkins was down, or Humanitec was. */
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
