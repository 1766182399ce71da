package io.jenkins.plugins.humanitec.simulator;

import io.jenkins.plugins.humanitec.simulator.artefacts.ArtefactOperations;
import io.jenkins.plugins.humanitec.simulator.contract.Contract;
import io.jenkins.plugins.humanitec.simulator.contract.OperationHandler;
import io.jenkins.plugins.humanitec.simulator.definitions.DefinitionOperations;
import io.jenkins.plugins.humanitec.simulator.deployments.DeltaOperations;
import io.jenkins.plugins.humanitec.simulator.deployments.DeploymentOperations;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.ApplicationOperations;
import io.jenkins.plugins.humanitec.simulator.environments.AutomationRules;
import io.jenkins.plugins.humanitec.simulator.environments.DeploymentRequests;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import io.jenkins.plugins.humanitec.simulator.environments.EnvironmentOperations;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
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
import io.jenkins.plugins.humanitec.simulator.provisioning.LogOperations;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceOperations;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import io.jenkins.plugins.humanitec.simulator.users.Permissions;
import io.jenkins.plugins.humanitec.simulator.users.UserOperations;
import io.jenkins.plugins.humanitec.simulator.values.SharedValueOperations;
import io.jenkins.plugins.humanitec.simulator.workloads.RuntimeOperations;
import java.util.Set;
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
    private final OperationTable operations = new OperationTable();

    SimulatedOperations(World world, Contract contract) {
        this.world = world;
        this.audit = world.audit();
        this.permissions = new Permissions(world.users());
        ResourceStore store = world.resources().store();
        // The first ones: those below replace or extend them.
        new ResourceOperations(world.resources()).addTo(operations, contract.resourceOperations());
        Function<Call, Pipelines> pipelines = call -> app(call).pipelines();
        DeploymentRequests requests = new DeploymentRequests(this::app, store);
        AutomationRules rules = new AutomationRules(store, requests);
        Stream.of(
                        new KeyOperations(store, world.time()),
                        new OrganizationOperations(store, world.time()),
                        new DefinitionOperations(world.resources()),
                        new UserOperations(world.users(), store),
                        new ApplicationOperations(call -> world.applications(call.parameter("orgId"))),
                        new EnvironmentOperations(this::app),
                        new SharedValueOperations(
                                call -> app(call).values(), call -> env(call).values()),
                        new RuntimeOperations(call -> env(call).workloads(), this::environmentsOf),
                        new DeltaOperations(
                                call -> app(call).deltas(), call -> app(call).sets()),
                        new DeploymentOperations(call -> env(call).deploymentHistory()),
                        requests,
                        new ActiveResourceOperations(store, world.time(), this::app, this::environments),
                        new LogOperations(this::app),
                        new WorkloadProfileOperations(store),
                        audit,
                        rules,
                        new ArtefactOperations(call -> world.artefacts(call.parameter("orgId")), (call, version) -> {
                            rules.versionRegistered(world.applications(call.parameter("orgId")), version);
                            world.apps(call.parameter("orgId")).stream()
                                    .filter(app -> !app.isBeingDeleted())
                                    .forEach(app -> app.pipelines().versionRegistered(version));
                        }),
                        new PipelineOperations(pipelines, this::applications, store),
                        new PipelineRunOperations(pipelines, this::applications),
                        new ApprovalOperations(pipelines))
                .forEach(subject -> subject.addTo(operations));
        operations.check("deleteEnvironmentType", this::requireUnusedType);
        requireAll(contract.operationIds());
    }

    private void requireUnusedType(Call call) {
        String type = call.parameter("envTypeId");
        environments(call)
                .filter(env -> env(env).type().equals(type))
                .findFirst()
                .ifPresent(env -> {
                    throw new Problem(
                            409,
                            "Environment '" + env.parameter("envId") + "' of application '" + env.parameter("appId")
                                    + "' has the type '" + type + "'.");
                });
    }

    private Stream<Call> applications(Call call) {
        return world.apps(call.parameter("orgId")).stream().map(app -> call.withParameter("appId", app.id()));
    }

    private Stream<Call> environments(Call call) {
        return applications(call).flatMap(this::environmentsOf);
    }

    private Stream<Call> environmentsOf(Call application) {
        return app(application).envs().stream().map(env -> application.withParameter("envId", env.id()));
    }

    private App app(Call call) {
        return world.app(call.parameter("orgId"), call.parameter("appId"));
    }

    private Env env(Call call) {
        return app(call).env(call.parameter("envId"));
    }

    /** Throws an exception if the operations here are not those of the contract. */
    private void requireAll(Set<String> operationIds) {
        Set<String> unknown = new TreeSet<>(operations.ids());
        unknown.removeAll(operationIds);
        Set<String> missing = new TreeSet<>(operationIds);
        missing.removeAll(operations.ids());
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
        String path = call.path(match.path());
        int status = 500;
        try {
            requireOwners(match, call);
            requirePermission(match, call);
            requireNoDeletion(match, call);
            Answer answer = operations.execute(call.operationId(), call);
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
        if (match.method().equals("GET") || match.method().equals("DELETE")) {
            return;
        }
        if (call.parameters().containsKey("appId")) {
            app(call).requireNoDeletion();
        }
        if (call.parameters().containsKey("envId")) {
            env(call).requireNoDeletion();
        }
    }

    private void requireOwners(Contract.Match match, Call call) {
        // The API answers so for values, unlike for all else.
        Problem.badRequestIf(
                match.path().contains("/envs/{envId}/value")
                        && app(call).find(call.parameter("envId")).isEmpty(),
                "Environment '" + call.parameter("envId") + "' not found.");
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
