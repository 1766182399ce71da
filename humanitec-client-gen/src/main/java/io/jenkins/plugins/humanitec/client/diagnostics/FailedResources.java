package io.jenkins.plugins.humanitec.client.diagnostics;

import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.context.ClientContext;
import io.jenkins.plugins.humanitec.client.diagnostics.FailureReport.FailedResource;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.resources.ActiveResourceInfo;
import io.jenkins.plugins.humanitec.client.resources.ActiveResources;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the resources that were not provisioned. */
final class FailedResources {

    private FailedResources() {}

    /**
     * Returns the resources that are still pending after the deployment, and those that an error names. Workloads are resources
     * too, but their pods tell more.
     *
     * @param client the client to use
     * @param env the environment
     * @param problems the errors of the deployment
     * @param isConcerned whether the pending resources of a workload belong to the report, by its name
     * @return the resources
     * @throws HumanitecException if the request fails
     */
    static List<FailedResource> read(
            ClientContext client, EnvRef env, List<DeploymentProblem> problems, Predicate<String> isConcerned) {
        List<FailedResource> failed = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>();
        for (ActiveResourceInfo resource : new ActiveResources(client).list(env)) {
            if (resource.type().equals("workload")) {
                continue;
            }
            String message = messages(problems, resource.id());
            boolean isPending = resource.status().equalsIgnoreCase("pending")
                    && (resource.workload() == null || isConcerned.test(resource.workload()));
            if (isPending || !message.isEmpty()) {
                known.add(resource.id());
                failed.add(new FailedResource(
                        resource.id(), resource.type(), resource.resourceClass(), resource.definitionId(), message));
            }
        }
        for (DeploymentProblem problem : problems) {
            String id = problem.object();
            if (problem.isOfResource() && id != null && known.add(id)) {
                failed.add(new FailedResource(id, "", "", "", messages(problems, id)));
            }
        }
        return failed;
    }

    private static String messages(List<DeploymentProblem> problems, String resourceId) {
        return problems.stream()
                .filter(problem -> resourceId.equals(problem.object()))
                .map(DeploymentProblem::description)
                .collect(Collectors.joining(" "));
    }
}
