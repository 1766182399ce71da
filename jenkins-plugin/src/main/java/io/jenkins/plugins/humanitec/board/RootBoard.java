package io.jenkins.plugins.humanitec.board;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.RootAction;
import hudson.model.TransientViewActionFactory;
import hudson.model.View;
import io.jenkins.plugins.humanitec.config.HumanitecGlobalConfiguration;
import java.util.List;
import jenkins.model.Jenkins;

/** The page at the top of Jenkins, with the applications of all connections. */
@Extension
public final class RootBoard extends Board implements RootAction {

    @Override
    @CheckForNull
    public AbstractFolder<?> getFolder() {
        return null;
    }

    /** {@return the symbol of the link; null without a connection, so that there is no link} */
    @Override
    @CheckForNull
    public String getIconFileName() {
        return HumanitecGlobalConfiguration.get().getConnections().isEmpty() ? null : super.getIconFileName();
    }

    /** Adds the link to the views at the top of Jenkins. The views of a folder have the link of the folder. */
    @Extension
    public static final class OnViews extends TransientViewActionFactory {
        @Override
        public List<Action> createFor(@NonNull View view) {
            return view.getOwner() == Jenkins.get() ? List.of(new Link()) : List.of();
        }
    }

    /** A link to the page. */
    private static final class Link implements Action {
        private final RootBoard board =
                Jenkins.get().getExtensionList(RootBoard.class).get(0);

        @Override
        @CheckForNull
        public String getIconFileName() {
            return board.getIconFileName();
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return board.getDisplayName();
        }

        @Override
        @NonNull
        public String getUrlName() {
            return "/" + URL;
        }
    }
}
