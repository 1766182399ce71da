package io.jenkins.plugins.humanitec.trigger;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Action;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.humanitec.client.events.Event;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The event that has started a build, in variables. Each event starts a build of its own. */
public final class HumanitecEventAction extends InvisibleAction
        implements EnvironmentContributingAction, Queue.QueueAction {

    private static final String PREFIX = "HUMANITEC_EVENT_";

    private final TreeMap<String, String> variables;

    HumanitecEventAction(@NonNull Event event) {
        this.variables = new TreeMap<>(Map.of(
                "KIND", event.kind().id(),
                "APP", event.env().app().appId(),
                "ENV", event.env().envId(),
                "ENV_TYPE", event.envType(),
                "DEPLOYMENT", event.deploymentId(),
                "STATUS", event.status(),
                "TIME", event.time().toString()));
    }

    @Override
    public void buildEnvironment(@NonNull Run<?, ?> run, @NonNull EnvVars env) {
        variables.forEach((name, value) -> env.put(PREFIX + name, value));
    }

    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return actions.stream()
                .noneMatch(action -> action instanceof HumanitecEventAction other && other.variables.equals(variables));
    }
}
