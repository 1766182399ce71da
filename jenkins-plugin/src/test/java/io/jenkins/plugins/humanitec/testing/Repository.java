package io.jenkins.plugins.humanitec.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import jenkins.branch.BranchSource;
import jenkins.scm.impl.mock.MockChangeRequestFlags;
import jenkins.scm.impl.mock.MockRepositoryFlags;
import jenkins.scm.impl.mock.MockSCMController;
import jenkins.scm.impl.mock.MockSCMDiscoverBranches;
import jenkins.scm.impl.mock.MockSCMDiscoverChangeRequests;
import jenkins.scm.impl.mock.MockSCMDiscoverTags;
import jenkins.scm.impl.mock.MockSCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jvnet.hudson.test.JenkinsRule;

/** A repository in memory with a multibranch job. */
public final class Repository implements AutoCloseable {

    private static final String NAME = "shop";
    private static final String MAIN = "master";

    private final MockSCMController scm = MockSCMController.create();
    private final WorkflowMultiBranchProject job;

    /**
     * Creates the repository and the job.
     *
     * @param files the files on the main branch, by path
     */
    public Repository(JenkinsRule j, Map<String, String> files) throws IOException {
        scm.createRepository(NAME, MockRepositoryFlags.FORKABLE);
        for (Map.Entry<String, String> file : files.entrySet()) {
            scm.addFile(NAME, MAIN, "Add it", file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        job = j.createProject(WorkflowMultiBranchProject.class, NAME + "-" + Setup.JOBS.incrementAndGet());
        job.getSourcesList()
                .add(new BranchSource(new MockSCMSource(
                        scm,
                        NAME,
                        new MockSCMDiscoverBranches(),
                        new MockSCMDiscoverTags(),
                        new MockSCMDiscoverChangeRequests())));
    }

    public void addBranch(String branch) throws IOException {
        scm.cloneBranch(NAME, MAIN, branch);
    }

    public void deleteBranch(String branch) throws IOException {
        scm.deleteBranch(NAME, branch);
    }

    public int openChangeRequest() throws IOException {
        return scm.openChangeRequest(NAME, MAIN);
    }

    public int openForkedChangeRequest() throws IOException {
        return scm.openChangeRequest(NAME, MAIN, MockChangeRequestFlags.FORK);
    }

    public void addTag(String tag) throws IOException {
        scm.createTag(NAME, MAIN, tag);
    }

    /** Returns the hash of a branch or change request, such as {@code change-request/1}. */
    public String revision(String branch) throws IOException {
        return scm.getRevision(NAME, branch);
    }

    public void closeChangeRequest(int number) throws IOException {
        scm.closeChangeRequest(NAME, number);
    }

    /** Makes Jenkins scan the repository, which creates and deletes jobs. */
    public void scan() throws Exception {
        job.scheduleBuild2(0).getFuture().get();
    }

    /** Returns the job of a branch or change request, such as {@code CR-1}. */
    public WorkflowJob job(String name) {
        return job.getJob(name);
    }

    @Override
    public void close() {
        scm.close();
    }
}
