package io.jenkins.plugins.humanitec.board;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Action;
import org.kohsuke.stapler.StaplerRequest2;

/** The page that shows what is deployed where, and the table that its script loads. */
public abstract class Board implements Action {

    static final String URL = "humanitec";

    /** {@return the folder of the page; null for the page at the top of Jenkins} */
    @CheckForNull
    public abstract AbstractFolder<?> getFolder();

    /** {@return the URL of the page, relative to that of Jenkins} */
    @NonNull
    public String getPath() {
        AbstractFolder<?> folder = getFolder();
        return (folder == null ? "" : folder.getUrl()) + URL;
    }

    /**
     * {@return what the user sees now} Checks the permission to read. Makes no request to Humanitec.
     *
     * @param request the request of the script, with the parameters {@code filter} and {@code page}
     */
    @NonNull
    public BoardTable table(@NonNull StaplerRequest2 request) {
        String page = Util.fixNull(request.getParameter("page"));
        return BoardTable.of(
                BoardScope.of(getFolder()),
                Util.fixNull(request.getParameter("filter")).trim(),
                page.matches("[0-9]{1,6}") ? Integer.parseInt(page) : 1);
    }

    /**
     * {@return the deployments to an environment} Checks the permission to read. Makes no request to Humanitec.
     *
     * @param request the request of the script, with the parameters {@code connection}, {@code app} and {@code env}
     */
    @NonNull
    public BoardHistory history(@NonNull StaplerRequest2 request) {
        return BoardHistory.of(
                BoardScope.of(getFolder()),
                Util.fixNull(request.getParameter("connection")),
                Util.fixNull(request.getParameter("app")),
                Util.fixNull(request.getParameter("env")));
    }

    @Override
    @CheckForNull
    public String getIconFileName() {
        return "symbol-humanitec plugin-humanitec";
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.Board_displayName();
    }

    @Override
    @NonNull
    public String getUrlName() {
        return URL;
    }
}
