package io.jenkins.plugins.humanitec.client.deployments;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.score.ScoreFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to deploy.
 *
 * @param kind the source of the new deployment set
 * @param images the images by workload name
 * @param id the ID of the delta, the set, the deployment, or the environment to promote; null for the other kinds
 * @param files the Score files
 * @param isExact whether to remove what the Score files do not have
 * @param workloads the names of the workloads, if they are known
 */
record DeploymentContent(
        Kind kind,
        TreeMap<String, String> images,
        @Nullable String id,
        ArrayList<ScoreFile> files,
        boolean isExact,
        ArrayList<String> workloads)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The source of the new deployment set. */
    enum Kind {
        IMAGES,
        DELTA,
        SET,
        AGAIN,
        REDEPLOYMENT,
        PROMOTION,
        SCORE
    }

    static DeploymentContent of(Kind kind, @Nullable String id) {
        return new DeploymentContent(kind, new TreeMap<>(), id, new ArrayList<>(), false, new ArrayList<>());
    }

    static DeploymentContent of(Map<String, String> images) {
        List<String> workloads = new TreeMap<>(images)
                .keySet().stream()
                        .map(name -> name.split("\\.", 2)[0])
                        .distinct()
                        .toList();
        return new DeploymentContent(
                Kind.IMAGES, new TreeMap<>(images), null, new ArrayList<>(), false, new ArrayList<>(workloads));
    }

    static DeploymentContent of(List<ScoreFile> files, boolean isExact, Collection<String> workloads) {
        return new DeploymentContent(
                Kind.SCORE, new TreeMap<>(), null, new ArrayList<>(files), isExact, new ArrayList<>(workloads));
    }

    static DeploymentContent of(Kind kind, String what, @Nullable String id) {
        if (id == null || id.isBlank()) {
            throw new InvalidInputException("The ID of the " + what + " is missing.");
        }
        return of(kind, id);
    }

    DeploymentContent withExact(boolean changed) {
        if (changed && kind != Kind.SCORE) {
            throw new InvalidInputException("Only a deployment of Score files can be exact.");
        }
        return changed == isExact ? this : of(files, changed, workloads);
    }
}
