package io.jenkins.plugins.humanitec.preview;

import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.listeners.ItemListener;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Sees branches' jobs come and go. */
@Extension
public class PreviewListener extends ItemListener {

    /** Nobody who deletes a job should have to wait for Humanitec. */
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
