package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ResourceBundle;
import org.jvnet.localizer.LocaleProvider;
import org.jvnet.localizer.ResourceBundleHolder;

/** Translates the statuses of changes for the pages. The record and the remote API have them in English. */
public final class StatusText {

    private StatusText() {}

    /**
     * {@return a status in the language of the user; unchanged if it is a sentence, or a status that only the API knows}
     *
     * @param status the status
     */
    @NonNull
    public static String of(@NonNull String status) {
        ResourceBundle texts = ResourceBundleHolder.get(Messages.class).get(LocaleProvider.getLocale());
        String key = "Status." + status.replaceAll("[: ]+", "_");
        return texts.containsKey(key) ? texts.getString(key) : status;
    }
}
