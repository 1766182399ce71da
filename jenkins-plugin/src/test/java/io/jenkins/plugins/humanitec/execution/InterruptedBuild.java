package io.jenkins.plugins.humanitec.execution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A build that is in a certain stage of a step when the controller is stopped.
 *
 * @param name the name of the job, and of the environment of {@code shop} or the application that the build uses
 * @param site the state before the build starts
 * @param script the Pipeline script
 * @param request the request, as method and part of the path, whose response is delayed or that the build repeats; null
 *     if the build waits for another build
 * @param isHeld whether the response is delayed; otherwise the controller is stopped while the build waits
 * @param change the request that makes the change, as method and part of the path, with {@code $} at the end of a path, or {@link
 *     #DEPLOYMENT} and an environment; null if there is none
 * @param changes the expected number of these at the end
 * @param isSuccess whether the build succeeds
 * @param outcome a text that the log contains at the end
 */
record InterruptedBuild(
        String name,
        Site site,
        String script,
        String request,
        boolean isHeld,
        String change,
        int changes,
        boolean isSuccess,
        String outcome)
        implements Serializable {

    /** The state before a build starts. */
    enum Site {
        /** An environment without deployments. */
        FRESH,
        /** An environment with a finished deployment. */
        DEPLOYED,
        /** An environment with a running deployment of another client. */
        BUSY,
        /** A paused environment. */
        PAUSED,
        /** An application that was deployed, so that its deletion takes time. */
        APP,
        /** Nothing is prepared. */
        NONE
    }

    /** A change that is counted by the deployments of an environment: the API recognizes repeated requests. */
    static final String DEPLOYMENT = "a deployment to ";

    private static final String NODE = "node";
    private static final String REQUEST = "POST /apps/shop/pipeline-runs";
    private static final String UNSENT = "unsent";
    private static final String UNANSWERED = "unanswered";
    private static final String WAITING = "waiting";
    private static final List<String> STAGES = List.of(UNSENT, UNANSWERED, WAITING);

    /**
     * Returns the builds with waiting steps.
     *
     * @param set the ID of the deployment set to deploy
     */
    static List<InterruptedBuild> all(String set) {
        List<InterruptedBuild> all = new ArrayList<>();
        for (String stage : STAGES) {
            String content = "set: '" + set + "'";
            all.add(deployment("deploy-" + stage, Site.FRESH, "humanitecDeploy", content, stage));
            all.add(deployment("promote-" + stage, Site.FRESH, "humanitecPromote", "from: 'development'", stage));
            all.add(scaling("scale-" + stage, stage));
            all.add(deletion("env-" + stage, Site.DEPLOYED, "humanitecDeleteEnv app: 'shop', env: ", "/envs/", stage));
            all.add(deletion("app-" + stage, Site.APP, "humanitecDeleteApp app: ", "/apps/", stage));
        }
        InterruptedBuild image = deployment(
                "image", Site.FRESH, "humanitecDeploy", "images: [backend: 'registry.example.com/backend:2']", UNSENT);
        all.add(image.heldAt("POST /apps/shop/deltas"));
        all.add(score("score-unconverted").heldAt("POST /convert-score"));
        InterruptedBuild busy = deployment("busy", Site.BUSY, "humanitecDeploy", "set: '" + set + "'", WAITING);
        // The deployments of the other client, of this build and of the next one.
        all.add(busy.changing(3));
        all.add(busy.queuedAs("queued"));
        all.add(rollback("rollback-unsent").heldAt("GET /envs/rollback-unsent/deploys/"));
        all.add(rollback("rollback-unanswered"));
        all.add(waiting("await-unseen", UNSENT));
        all.add(waiting("await-waiting", WAITING));
        all.add(run("run-unanswered", true));
        all.add(run("run-waiting", false));
        return all;
    }

    private static InterruptedBuild deployment(String env, Site site, String step, String content, String stage) {
        String change = DEPLOYMENT + env;
        return new InterruptedBuild(
                env,
                site,
                "def done = " + step + " app: 'shop', env: '" + env + "', " + content
                        + "\necho \"ended as ${done.status}\"",
                stage.equals(UNANSWERED) ? REQUEST : "GET /envs/" + env,
                !stage.equals(WAITING),
                change,
                1,
                true,
                "ended as succeeded");
    }

    /** Deploys a Score file. Its workspace is needed before the first stage only. */
    private static InterruptedBuild score(String env) {
        InterruptedBuild build = deployment(env, Site.FRESH, "humanitecDeploy", "score: 'score.yaml'", UNSENT);
        String file = "apiVersion: score.dev/v1b1\nmetadata: {name: backend}\n"
                + "containers: {main: {image: registry.example.com/backend:2}}\n";
        return new InterruptedBuild(
                env,
                build.site(),
                NODE + " {\nwriteFile file: 'score.yaml', text: \'\'\'" + file + "\'\'\'\n" + build.script() + "\n}",
                build.request(),
                true,
                build.change(),
                1,
                true,
                build.outcome());
    }

    private static InterruptedBuild rollback(String env) {
        String change = DEPLOYMENT + env;
        return new InterruptedBuild(
                env,
                Site.DEPLOYED,
                "humanitecDeploy app: 'shop', env: '" + env
                        + "', images: [backend: 'registry.example.com/backend:broken'], rollback: true",
                REQUEST,
                true,
                change,
                3,
                false,
                "has restored the previous deployment.");
    }

    private static InterruptedBuild waiting(String env, String stage) {
        return new InterruptedBuild(
                env,
                Site.BUSY,
                "echo \"ended as ${humanitecWaitForDeployment(app: 'shop', env: '" + env + "').status}\"",
                "GET /envs/" + env,
                !stage.equals(WAITING),
                DEPLOYMENT + env,
                1,
                true,
                "ended as succeeded");
    }

    private static InterruptedBuild scaling(String env, String stage) {
        String change = "PATCH /envs/" + env + "/runtime/replicas";
        return new InterruptedBuild(
                env,
                Site.DEPLOYED,
                "echo \"ended with ${humanitecScale(app: 'shop', env: '" + env + "', replicas: [backend: 3])}\"",
                stage.equals(UNANSWERED) ? change : "GET /envs/" + env + "/runtime",
                !stage.equals(WAITING),
                change,
                1,
                true,
                "ended with [backend:[before:2, after:3]]");
    }

    private static InterruptedBuild deletion(String name, Site site, String step, String path, String stage) {
        String change = "DELETE " + path + name;
        return new InterruptedBuild(
                name,
                site,
                "def done = " + step + "'" + name + "'\necho \"ended as ${done}\"",
                stage.equals(UNANSWERED) ? change : "GET " + path + name,
                !stage.equals(WAITING),
                change,
                1,
                true,
                "ended as true");
    }

    /** Runs a pipeline. The API recognizes repeated requests, so the test counts the runs instead of the requests. */
    private static InterruptedBuild run(String name, boolean isHeld) {
        return new InterruptedBuild(
                name,
                Site.NONE,
                "echo \"ended as ${humanitecRunPipeline(app: 'shop', pipeline: 'release').status}\"",
                isHeld ? "POST /release/runs" : "GET /release/runs/",
                isHeld,
                null,
                0,
                true,
                "ended as succeeded");
    }

    /** Returns whether the build holds an executor while it waits. */
    boolean hasExecutor() {
        return script.startsWith(NODE);
    }

    private InterruptedBuild heldAt(String other) {
        return new InterruptedBuild(name, site, script, other, true, change, changes, isSuccess, outcome);
    }

    private InterruptedBuild changing(int times) {
        return new InterruptedBuild(name, site, script, request, isHeld, change, times, isSuccess, outcome);
    }

    /** Returns another build with the same script, which waits for the first one without requests. */
    private InterruptedBuild queuedAs(String other) {
        return new InterruptedBuild(other, Site.NONE, script, null, false, null, 0, isSuccess, outcome);
    }
}
