package io.jenkins.plugins.humanitec.simulator;

import io.jenkins.plugins.humanitec.simulator.artefacts.ArtefactOperations;
import io.jenkins.plugins.humanitec.simulator.contract.Contract;
import io.jenkins.plugins.humanitec.simulator.contract.OperationHandler;
import io.jenkins.plugins.humanitec.simulator.definitions.DefinitionOperations;
import io.jenkins.plugins.humanitec.simulator.deployments.DeltaOperations;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.deployments.DeploymentOperations;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.ApplicationOperations;
import io.jenkins.plugins.humanitec.simulator.environments.AutomationRules;
import io.jenkins.plugins.humanitec.simulator.environments.DeploymentRequests;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import io.jenkins.plugins.humanitec.simulator.environments.EnvironmentOperations;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Paging;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.organizations.AuditLog;
import io.jenkins.plugins.humanitec.simulator.organizations.KeyOperations;
import io.jenkins.plugins.humanitec.simulator.organizations.OrganizationOperations;
import io.jenkins.plugins.humanitec.simulator.organizations.WorkloadProfileOperations;
import io.jenkins.plugins.humanitec.simulator.pipelines.ApprovalOperations;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineOperations;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRunOperations;
import io.jenkins.plugins.humanitec.simulator.pipelines.Pipelines;
import io.jenkins.plugins.humanitec.simulator.provisioning.ActiveResourceOperations;
import io.jenkins.plugins.humanitec.simulator.provisioning.Deployed;
import io.jenkins.plugins.humanitec.simulator.provisioning.LogOperations;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceOperations;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import io.jenkins.plugins.humanitec.simulator.resources.Resources;
import io.jenkins.plugins.humanitec.simulator.users.Permissions;
import io.jenkins.plugins.humanitec.simulator.users.UserOperations;
import io.jenkins.plugins.humanitec.simulator.values.SharedValueOperations;
import io.jenkins.plugins.humanitec.simulator.workloads.RuntimeOperations;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The operations of the contract by their IDs. Finds the data that each operation reads or changes, and checks whether the user
 * may do that.
 */
final class SimulatedOperations implements OperationHandler {

    private final World world;
    private final AuditLog audit;
    private final Permissions permissions;
    private final Map<String, Function<Call, Answer>> byId = new TreeMap<>();

    SimulatedOperations(World world, Contract contract) {
        this.world = world;
        this.audit = world.audit();
        this.permissions = new Permissions(world.users());
        ResourceStore store = world.resources().store();
        // The first ones: those below replace or extend them.
        new ResourceOperations(world.resources()).addTo(byId, contract.resourceOperations());
        new KeyOperations(store, world.time()).addTo(byId);
        new OrganizationOperations(store, world.time()).addTo(byId);
        new DefinitionOperations(world.resources()).addTo(byId);
        new UserOperations(world.users(), store).addTo(byId);
        Function<Call, Pipelines> pipelines = call -> app(call).pipelines();
        new ApplicationOperations(call -> world.applications(call.parameter("orgId"))).addTo(byId);
        new EnvironmentOperations(this::app).addTo(byId);
        new SharedValueOperations(call -> app(call).values(), call -> env(call).values()).addTo(byId);
        new RuntimeOperations(call -> env(call).workloads(), call -> app(call).workloads()).addTo(byId);
        new DeltaOperations(call -> app(call).deltas(), call -> app(call).sets()).addTo(byId);
        new DeploymentOperations(call -> env(call).deploymentHistory()).addTo(byId);
        DeploymentRequests requests = new DeploymentRequests(this::app, store);
        requests.addTo(byId);
        new ActiveResourceOperations(
                        store,
                        world.time(),
                        call -> env(call).deploymentHistory().lastSuccess().map(last -> deployed(call, last)),
                        call -> env(call)
                                .deploymentHistory()
                                .last()
                                .filter(last -> last.status().equals("failed")
                                        && last.failure().isEmpty())
                                .map(last -> deployed(call, last)),
                        this::environments,
                        call -> app(call).sets().get(call.parameter("setId")))
                .addTo(byId);
        new LogOperations(call -> env(call).deployments().stream()
                        .filter(deployment -> deployment.isOver()
                                && deployment.failure().isEmpty()
                                && deployment.brokenResource().isEmpty())
                        .map(deployment -> deployed(call, deployment))
                        .toList())
                .addTo(byId);
        new WorkloadProfileOperations(store).addTo(byId);
        audit.addTo(byId);
        AutomationRules rules = new AutomationRules(store, requests);
        rules.addTo(byId);
        new ArtefactOperations(call -> world.artefacts(call.parameter("orgId")), (call, version, set) -> {
                    rules.versionRegistered(world.apps(call.parameter("orgId")), version, set);
                    world.apps(call.parameter("orgId")).stream()
                            .filter(app -> !app.isBeingDeleted())
                            .forEach(app -> app.pipelines().versionRegistered(version));
                })
                .addTo(byId);
        new PipelineOperations(pipelines, this::applications, store).addTo(byId);
        new PipelineRunOperations(pipelines, this::applications).addTo(byId);
        new ApprovalOperations(pipelines).addTo(byId);
        Function<Call, Answer> deleteType = byId.get("deleteEnvironmentType");
        byId.put("deleteEnvironmentType", call -> {
            requireUnusedType(call);
            return deleteType.apply(call);
        });
        requireAll(contract.operationIds());
    }

    private void requireUnusedType(Call call) {
        String type = call.parameter("envTypeId");
        environments(call)
                .filter(env -> env(env).type().equals(type))
                .findFirst()
                .ifPresent(env -> {
                    throw Problem.conflict("Environment '" + env.parameter("envId") + "' of application '"
                            + env.parameter("appId") + "' has the type '" + type + "'.");
                });
    }

    private Deployed deployed(Call call, Deployment deployment) {
        return new Deployed(
                deployment.id(),
                app(call).sets().get(deployment.instruction().setId()),
                env(call).type(),
                deployment.statusChangedAt(),
                deployment.brokenModule().orElse(null));
    }

    private Stream<Call> applications(Call call) {
        return world.apps(call.parameter("orgId")).stream().map(app -> call.withParameter("appId", app.id()));
    }

    private Stream<Call> environments(Call call) {
        return applications(call)
                .flatMap(application ->
                        app(application).envs().stream().map(env -> application.withParameter("envId", env.id())));
    }

    private App app(Call call) {
        return world.app(call.parameter("orgId"), call.parameter("appId"));
    }

    private Env env(Call call) {
        return app(call).env(call.parameter("envId"));
    }

    /** Throws an exception if the operations here are not those of the contract. */
    private void requireAll(Set<String> operationIds) {
        Set<String> unknown = new TreeSet<>(byId.keySet());
        unknown.removeAll(operationIds);
        Set<String> missing = new TreeSet<>(operationIds);
        missing.removeAll(byId.keySet());
        if (!unknown.isEmpty() || !missing.isEmpty()) {
            throw new IllegalStateException("The contract does not have the operations " + unknown
                    + ", and the simulator not " + missing + ".");
        }
    }

    @Override
    public Answer handle(Contract.Match match, Call call) {
        synchronized (world) {
            return world.time().afterDue(() -> answer(match, call));
        }
    }

    private Answer answer(Contract.Match match, Call call) {
        String path = Resources.path(match.path(), call.parameters());
        int status = 500;
        try {
            requireOwners(match, call);
            requirePermission(match, call);
            requireNoDeletion(match, call);
            Answer answer = byId.get(call.operationId()).apply(call);
            status = answer.status();
            return (match.isPaged() ? Paging.page(call, path, answer) : answer).copy();
        } catch (Problem e) {
            status = e.answer().status();
            throw e;
        } finally {
            audit.add(call.parameter("orgId"), call.user(), match.method(), path, status);
        }
    }

    private void requirePermission(Contract.Match match, Call call) {
        String envType = call.parameters().containsKey("envId") ? env(call).type() : null;
        permissions.check(
                call.user(), new Permissions.Request(match.method(), match.path(), call.parameters(), envType));
    }

    /** What is being deleted cannot be changed any more. */
    private void requireNoDeletion(Contract.Match match, Call call) {
        boolean changes = !match.method().equals("GET") && !match.method().equals("DELETE");
        if (changes && call.parameters().containsKey("appId") && app(call).isBeingDeleted()) {
            throw Problem.conflict("Application '" + call.parameter("appId") + "' is being deleted.");
        }
        if (changes
                && call.parameters().containsKey("envId")
                && env(call).deletionStartedAt().isPresent()) {
            throw Problem.conflict("Environment '" + call.parameter("envId") + "' is being deleted.");
        }
    }

    private void requireOwners(Contract.Match match, Call call) {
        if (match.path().contains("/envs/{envId}/value")
                && app(call).find(call.parameter("envId")).isEmpty()) {
            // The API answers so for values, unlike for all else.
            throw Problem.badRequest("Environment '" + call.parameter("envId") + "' not found.");
        }
        if (call.parameters().containsKey("pipelineId")) {
            app(call).pipelines().get(call.parameter("pipelineId"));
        } else if (call.parameters().containsKey("envId")) {
            env(call);
        } else if (call.parameters().containsKey("appId")) {
            app(call);
        } else if (call.parameters().containsKey("orgId")) {
            world.applications(call.parameter("orgId"));
        }
    }
}
