package io.jenkins.plugins.humanitec.client.overview;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.context.ApiText;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentResult;
import io.jenkins.plugins.humanitec.client.deployments.Deployments;
import io.jenkins.plugins.humanitec.client.deployments.Differences;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.model.Deployment;
import io.jenkins.plugins.humanitec.client.model.DeploymentSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the history of an environment. It reads only a few deployment sets at a time, because a history can have hundreds. */
final class HistoryReader {

    private static final int LONGEST = 200;

    /** The number of deployments, the newest, whose changes are read. */
    private static final int WITH_CHANGES = 100;

    /** The number of sets that are read at a time. */
    static final int MOST_SETS = 10;

    private final ClientContext client;
    private final EnvRef env;
    private final SetFacts.Reader sets;
    private int read;

    HistoryReader(ClientContext client, EnvRef env, SetFacts facts) {
        this.client = client;
        this.env = env;
        this.sets = facts.reader(this::set);
    }

    private DeploymentSet set(String setId) {
        read++;
        return new Differences(client).set(env.app(), setId);
    }

    /** Returns the deployments, newest first. */
    List<HistoryEntry> read() {
        List<Deployment> all = new Deployments(client).list(env);
        List<HistoryEntry> entries = new ArrayList<>();
        for (int i = 0; i < Math.min(all.size(), LONGEST); i++) {
            Deployment deployment = all.get(i);
            Optional<Deployment> before = all.subList(i + 1, all.size()).stream()
                    .filter(DeploymentResult::hasSucceeded)
                    .findFirst();
            entries.add(new HistoryEntry(
                    DeploymentOverview.of(deployment),
                    i < WITH_CHANGES ? changes(deployment, before) : null,
                    before.isPresent() && haveOtherValues(before.get(), deployment)));
        }
        return entries;
    }

    private static boolean haveOtherValues(Deployment before, Deployment deployment) {
        String id = ApiText.or(deployment.getValueSetVersionId(), "");
        return !id.isEmpty() && !id.equals(ApiText.or(before.getValueSetVersionId(), id));
    }

    private @Nullable DeploymentChanges changes(Deployment deployment, Optional<Deployment> before) {
        String to = ApiText.or(deployment.getDeploymentSetId(), "");
        String from =
                before.map(found -> ApiText.or(found.getDeploymentSetId(), "")).orElse(SetFacts.EMPTY_SET);
        if (to.isEmpty() || from.isEmpty()) {
            return null;
        }
        try {
            return sets.changes(from, to, read < MOST_SETS);
        } catch (NotFoundException e) {
            sets.setUnreadable(from, to);
            return null;
        } catch (HumanitecException e) {
            // The other deployments are still of use. The next read tries again.
            return null;
        }
    }
}
