package io.jenkins.plugins.humanitec.preview;

import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.listeners.ItemListener;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Updates the previews when jobs are deleted or renamed. */
@Extension
public class PreviewListener extends ItemListener {

    /** Deletes the previews of a job on another thread, so that the user does not wait for Humanitec. */
    @Override
    public void onDeleted(Item item) {
        if (item instanceof Job) {
            try {
                Previews.get().orphan(item.getFullName());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Computer.threadPoolForRemoting.execute(() -> Previews.get().sweep());
        }
    }

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        if (item instanceof Job) {
            try {
                Previews.get().move(oldFullName, newFullName);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
