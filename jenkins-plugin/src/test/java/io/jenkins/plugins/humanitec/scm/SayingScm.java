package io.jenkins.plugins.humanitec.scm;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.scm.NullSCM;
import hudson.scm.SCMRevisionState;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/** An SCM with a Jenkinsfile that sets given variables for its checkouts. */
public class SayingScm extends NullSCM {

    private final String repository;
    private final String said;
    private final String jenkinsfile;
    private final boolean merging;

    /**
     * Creates an SCM.
     *
     * @param repository the key of the repository
     * @param said the variables, as {@code NAME=value} separated by spaces
     * @param jenkinsfile the content of the Jenkinsfile
     * @param merging whether checkouts merge, as with the Git plugin
     */
    @DataBoundConstructor
    public SayingScm(String repository, String said, String jenkinsfile, boolean merging) {
        this.repository = repository;
        this.said = said;
        this.jenkinsfile = jenkinsfile;
        this.merging = merging;
    }

    public String getRepository() {
        return repository;
    }

    public String getSaid() {
        return said;
    }

    public String getJenkinsfile() {
        return jenkinsfile;
    }

    public boolean isMerging() {
        return merging;
    }

    @Override
    public String getKey() {
        return repository;
    }

    @Override
    public void checkout(
            Run<?, ?> build,
            Launcher launcher,
            FilePath workspace,
            TaskListener listener,
            File changelogFile,
            SCMRevisionState baseline)
            throws IOException, InterruptedException {
        workspace.child("Jenkinsfile").write(jenkinsfile, "UTF-8");
        if (merging) {
            build.addAction(new MergeRecord());
        }
        super.checkout(build, launcher, workspace, listener, changelogFile, baseline);
    }

    @Override
    public void buildEnvironment(Run<?, ?> build, Map<String, String> env) {
        for (String variable : said.split(" ")) {
            env.put(variable.split("=")[0], variable.split("=")[1]);
        }
    }

    /** Has the name of the action that the Git plugin adds to a build with a merge. */
    public static class MergeRecord extends InvisibleAction {}
}
