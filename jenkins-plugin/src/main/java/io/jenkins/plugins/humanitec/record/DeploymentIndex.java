package io.jenkins.plugins.humanitec.record;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.humanitec.client.EnvRef;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;

/**
 * Knows which builds have deployed. It is in memory only: after a start, it reads the records of the latest builds of each job. Its
 * answers contain only what the current user may see.
 */
@Extension
public final class DeploymentIndex {

    private static final int MOST = 20_000;
    private static final int BUILDS = 20;

    /** The default comment of a deployment. */
    private static final Pattern COMMENT = Pattern.compile("(.+) #([0-9]{1,9})(?: \\([0-9a-f]+\\))?");

    private record BuildRef(String job, int number) {}

    private record Key(DeployedEnvironment place, String deploymentId) {}

    private final Cache<Key, BuildRef> builds =
            CacheBuilder.newBuilder().maximumSize(MOST).build();

    private final Map<DeployedEnvironment, Set<String>> jobs = new HashMap<>();
    private boolean isRead;

    /** {@return the index of this Jenkins} */
    @NonNull
    public static DeploymentIndex get() {
        return ExtensionList.lookupSingleton(DeploymentIndex.class);
    }

    void add(@NonNull Run<?, ?> run, @NonNull HumanitecChange change) {
        add(run.getParent().getFullName(), run.getNumber(), change);
    }

    private synchronized void add(String job, int number, HumanitecChange change) {
        DeployedEnvironment place = change.getDeployedTo();
        if (place != null) {
            jobs.computeIfAbsent(place, any -> new LinkedHashSet<>()).add(job);
            if (change.getDeploymentId() != null) {
                builds.put(new Key(place, change.getDeploymentId()), new BuildRef(job, number));
            }
        }
    }

    /**
     * Finds the build that has started a deployment. Without a record of the deployment's ID, such as while it is in progress, the
     * default comment names the build; its record must have a deployment to the environment, because anybody can write a comment.
     *
     * @param connection the name of the connection
     * @param env the environment
     * @param deploymentId the ID of the deployment
     * @param comment the comment of the deployment
     * @return the build; empty if there is none, or the current user may not see it
     */
    @NonNull
    public Optional<Run<?, ?>> build(
            @NonNull String connection, @NonNull EnvRef env, @NonNull String deploymentId, @NonNull String comment) {
        readOnce();
        DeployedEnvironment place = new DeployedEnvironment(connection, "", env);
        BuildRef known = builds.getIfPresent(new Key(place, deploymentId));
        if (known != null) {
            return find(known);
        }
        Matcher named = COMMENT.matcher(comment);
        return named.matches()
                ? find(new BuildRef(named.group(1), Integer.parseInt(named.group(2))))
                        .filter(run -> hasDeployedTo(run, place))
                : Optional.empty();
    }

    private static Optional<Run<?, ?>> find(BuildRef ref) {
        Job<?, ?> job = job(ref.job());
        return job == null ? Optional.empty() : Optional.ofNullable(job.getBuildByNumber(ref.number()));
    }

    /** Returns a job that the current user may see. */
    @CheckForNull
    private static Job<?, ?> job(String name) {
        return Jenkins.get().getItemByFullName(name, Job.class);
    }

    /**
     * {@return whether a comment is the default comment of a job that exists, but that the current user may not see}
     *
     * @param comment the comment of a deployment
     */
    public static boolean namesHiddenJob(@NonNull String comment) {
        Matcher named = COMMENT.matcher(comment);
        if (!named.matches() || job(named.group(1)) != null) {
            return false;
        }
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return job(named.group(1)) != null;
        }
    }

    private static boolean hasDeployedTo(Run<?, ?> run, DeployedEnvironment place) {
        HumanitecBuildAction action = run.getAction(HumanitecBuildAction.class);
        return action != null && action.getChanges().stream().anyMatch(change -> place.equals(change.getDeployedTo()));
    }

    /**
     * {@return the jobs that have deployed to an environment, without those that the current user may not see}
     *
     * @param connection the name of the connection
     * @param env the environment
     */
    @NonNull
    public List<Job<?, ?>> jobs(@NonNull String connection, @NonNull EnvRef env) {
        readOnce();
        List<String> names;
        synchronized (this) {
            names = List.copyOf(jobs.getOrDefault(new DeployedEnvironment(connection, "", env), Set.of()));
        }
        List<Job<?, ?>> found = new ArrayList<>();
        for (String name : names) {
            Job<?, ?> job = job(name);
            if (job != null) {
                found.add(job);
            }
        }
        return found;
    }

    private void readOnce() {
        synchronized (this) {
            if (isRead) {
                return;
            }
            isRead = true;
        }
        Computer.threadPoolForRemoting.execute(this::read);
    }

    /** Reads the records of the latest builds. Does not load the builds. */
    void read() {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (Job<?, ?> job : Jenkins.get().getAllItems(Job.class)) {
                read(job.getFullName(), job.getBuildDir());
            }
        }
    }

    private void read(String job, File directory) {
        String[] names = directory.list((parent, name) -> name.matches("[0-9]{1,9}"));
        if (names == null) {
            return;
        }
        List<Integer> latest = Arrays.stream(names)
                .map(Integer::valueOf)
                .sorted(Comparator.reverseOrder())
                .limit(BUILDS)
                .toList();
        for (int number : latest) {
            Map<String, HumanitecChange> changes = new LinkedHashMap<>();
            new ChangeFile(new File(directory, String.valueOf(number))).readInto(changes);
            changes.values().forEach(change -> add(job, number, change));
        }
    }

    /** Forgets everything, as a restart does. */
    synchronized void forget() {
        builds.invalidateAll();
        jobs.clear();
        isRead = false;
    }

    /** Reads the records again after a job has another name. */
    @Extension
    public static final class OnMove extends ItemListener {
        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            get().forget();
        }
    }
}
