package io.jenkins.plugins.humanitec.client.artefacts;

import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.flow.DeploymentQueue;
import io.jenkins.plugins.humanitec.client.http.Sleeper;
import io.jenkins.plugins.humanitec.client.testing.RestartScenario;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRun;
import java.time.Duration;
import java.util.List;

/** Pipelines that versions trigger. For the client, time passes only in pauses; what was started goes on in each of them. */
final class Triggers {

    static final String IMAGE = "registry.example.com/shop/backend";
    static final VersionSource SOURCE = new VersionSource("1.2.3", "refs/heads/main", "a1b2c3d4e5");
    static final VersionRequest REQUEST = VersionRequest.image("acme", IMAGE, SOURCE, null);

    static final String DEPLOY = "{name: Deploy, uses: actions/humanitec/deploy@v1, with: {env_id: dev, set_id: '0'}}";
    static final String FAIL = "{name: Check, uses: actions/humanitec/fail@v1, with: {message: No quota is left.}}";
    static final String ASK =
            "{name: Ask, uses: actions/humanitec/approve@v1, with: {env_id: dev, message: 'May it?'}}";

    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final TestHumanitec humanitec;
    private final HumanitecClient client;

    Triggers(TestHumanitec humanitec) {
        this.humanitec = humanitec;
        this.client = humanitec.timelessBuilder().build();
    }

    HumanitecClient client() {
        return client;
    }

    /** Adds a pipeline for versions of an artefact. */
    void addPipelineFor(App app, String id, String type, String name, String... steps) {
        app.pipelines()
                .create("{id: " + id + ", name: A pipeline, on: {artefact: {type: " + type + ", include: ['" + name
                        + "']}}, jobs: {job: {steps: [" + String.join(", ", steps) + "]}}}");
    }

    /** Adds a pipeline for versions of the image. */
    void addPipeline(App app, String id, String... steps) {
        addPipelineFor(app, id, "container", IMAGE, steps);
    }

    Sleeper sleeper(Runnable inEachPause) {
        return pause -> {
            humanitec.pauses().add(pause);
            humanitec.simulator().moveTime(A_MOMENT);
            inEachPause.run();
        };
    }

    RestartScenario scenario(Runnable inEachPause) {
        return new RestartScenario(client, new DeploymentQueue(), sleeper(inEachPause));
    }

    RestartScenario scenario() {
        return scenario(() -> {});
    }

    /** Approves what waits for it. */
    void approve() {
        synchronized (humanitec.world()) {
            humanitec.world().apps("acme").stream()
                    .flatMap(app -> app.pipelines().runs().stream())
                    .filter(run -> run.status().equals("waiting"))
                    .forEach(run -> run.answer(true));
        }
    }

    /** The only run of a pipeline. */
    static PipelineRun run(App app, String pipelineId) {
        List<PipelineRun> runs = app.pipelines().runs().stream()
                .filter(run -> run.pipeline().id().equals(pipelineId))
                .toList();
        if (runs.size() != 1) {
            throw new AssertionError(runs.size() + " runs of " + pipelineId);
        }
        return runs.get(0);
    }

    Duration waited() {
        return humanitec.pauses().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
