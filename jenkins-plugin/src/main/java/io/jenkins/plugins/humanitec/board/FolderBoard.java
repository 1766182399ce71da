package io.jenkins.plugins.humanitec.board;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** The page of a folder, with the applications that its jobs use. */
public final class FolderBoard extends Board {

    private final AbstractFolder<?> folder;

    FolderBoard(@NonNull AbstractFolder<?> folder) {
        this.folder = folder;
    }

    @Override
    @NonNull
    public AbstractFolder<?> getFolder() {
        return folder;
    }

    /** Adds the page to folders with settings for Humanitec, and to the folders in them. */
    @Extension
    public static final class Factory extends TransientActionFactory<AbstractFolder> {

        @Override
        public Class<AbstractFolder> type() {
            return AbstractFolder.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull AbstractFolder target) {
            return BoardScope.isSetUp(target) ? List.of(new FolderBoard(target)) : List.of();
        }
    }
}
