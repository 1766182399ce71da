package io.jenkins.plugins.humanitec.steps.deployments;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.deployments.DeploymentResult;
import io.jenkins.plugins.humanitec.execution.StepRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts deployments to values for Pipelines. */
final class DeploymentResults {

    private DeploymentResults() {}

    @NonNull
    static Map<String, Object> plain(@NonNull StepRun run, @NonNull DeploymentResult deployment) {
        List<Map<String, Object>> errors = new ArrayList<>();
        deployment.problems().forEach(problem -> {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", problem.code());
            error.put("scope", problem.scope());
            error.put("object", problem.object());
            error.put("message", problem.message());
            errors.add(error);
        });
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", deployment.id());
        result.put("status", deployment.status());
        result.put("comment", deployment.comment());
        result.put("workloads", new ArrayList<>(deployment.workloads()));
        result.put("run", deployment.runId());
        result.put("set", deployment.setId());
        result.put("errors", errors);
        result.put("url", run.session().webPages().of(deployment.env()));
        return result;
    }
}
