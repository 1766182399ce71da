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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
        List<DeployedEnvironment> places = DeployedEnvironment.all(connection, env);
        for (DeployedEnvironment place : places) {
            BuildRef known = builds.getIfPresent(new Key(place, deploymentId));
            if (known != null) {
                // A job that was deleted and created again has other builds with the same numbers.
                return find(known)
                        .filter(run -> deployments(run, places)
                                .anyMatch(change -> deploymentId.equals(change.getDeploymentId())));
            }
        }
        Matcher named = COMMENT.matcher(comment);
        return named.matches()
                ? find(new BuildRef(named.group(1), Integer.parseInt(named.group(2))))
                        .filter(run -> deployments(run, places).findAny().isPresent())
                : Optional.empty();
    }

    private static Optional<Run<?, ?>> find(BuildRef ref) {
        return visibleJob(ref.job()).map(job -> job.getBuildByNumber(ref.number()));
    }

    /**
     * {@return a job that the current user may see} Unlike Jenkins, does not fail if the user has the permission Job/Discover only.
     *
     * @param name the full name of the job
     */
    @NonNull
    public static Optional<Job<?, ?>> visibleJob(@NonNull String name) {
        return Optional.<Job<?, ?>>ofNullable(anyJob(name)).filter(job -> job.hasPermission(Item.READ));
    }

    @CheckForNull
    private static Job<?, ?> anyJob(String name) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return Jenkins.get().getItemByFullName(name, Job.class);
        }
    }

    /**
     * {@return whether a comment is the default comment of a job that exists, but that the current user may not see}
     *
     * @param comment the comment of a deployment
     */
    public static boolean namesHiddenJob(@NonNull String comment) {
        Matcher named = COMMENT.matcher(comment);
        return named.matches() && visibleJob(named.group(1)).isEmpty() && anyJob(named.group(1)) != null;
    }

    /** Returns the deployments of a build to an environment. */
    private static Stream<HumanitecChange> deployments(Run<?, ?> run, List<DeployedEnvironment> places) {
        HumanitecBuildAction action = run.getAction(HumanitecBuildAction.class);
        return action == null
                ? Stream.empty()
                : action.getChanges().stream().filter(change -> places.contains(change.getDeployedTo()));
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
        Set<String> names = new LinkedHashSet<>();
        synchronized (this) {
            DeployedEnvironment.all(connection, env).forEach(place -> names.addAll(jobs.getOrDefault(place, Set.of())));
        }
        List<Job<?, ?>> found = new ArrayList<>();
        for (String name : names) {
            visibleJob(name).ifPresent(found::add);
        }
        return found;
    }

    /**
     * {@return the last build of a job that has started a deployment to an environment; empty if none of the latest builds has}
     *
     * @param job the job
     * @param connection the name of the connection
     * @param env the environment
     */
    @NonNull
    static Optional<Run<?, ?>> lastBuild(@NonNull Job<?, ?> job, @NonNull String connection, @NonNull EnvRef env) {
        List<DeployedEnvironment> places = DeployedEnvironment.all(connection, env);
        return Stream.<Run<?, ?>>iterate(job.getLastBuild(), Objects::nonNull, Run::getPreviousBuild)
                .limit(BUILDS)
                .filter(run -> deployments(run, places).anyMatch(change -> change.getDeploymentId() != null))
                .findFirst();
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

    private synchronized void remove(String job) {
        builds.asMap().values().removeIf(ref -> ref.job().equals(job));
        jobs.values().forEach(names -> names.remove(job));
        jobs.values().removeIf(Set::isEmpty);
    }

    /** Reads the records again after a job has another name, and removes those of a job that was deleted. */
    @Extension
    public static final class OnMove extends ItemListener {
        @Override
        public void onDeleted(Item item) {
            get().remove(item.getFullName());
        }

        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            get().forget();
        }
    }
}
