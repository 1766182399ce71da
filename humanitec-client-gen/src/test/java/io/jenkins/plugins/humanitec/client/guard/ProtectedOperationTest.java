package io.jenkins.plugins.humanitec.client.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.client.contract.Contract;
import io.jenkins.plugins.humanitec.client.contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each operation that changes something is classified, so that a new one cannot slip past the protections. */
class ProtectedOperationTest {

    /** They neither deploy, scale or delete, nor make something that does. */
    private static final Set<String> HARMLESS = Set.of(
            // New things, names and labels
            "createApplication",
            "patchApplication",
            "createEnvironment",
            "patchEnvironment",
            "createEnvironmentType",
            "patchEnvironmentType",
            // Drafts, and the sets that are made of them: to deploy one is another request.
            "createDelta",
            "replaceDelta",
            "patchDelta",
            "archiveDelta",
            "setDeltaEnvironment",
            "setDeltaName",
            "applyDelta",
            "createDependencyGraph",
            "convertScore",
            // Values that are created or changed reach an environment with its next deployment.
            "createApplicationValue",
            "replaceApplicationValue",
            "patchApplicationValue",
            "createEnvironmentValue",
            "replaceEnvironmentValue",
            "patchEnvironmentValue",
            // With these, less is deployed.
            "deleteAutomationRule",
            "cancelPipelineRun",
            "deletePipelineRun",
            // Others are told of what happens, or no longer.
            "createWebhook",
            "patchWebhook",
            "deleteWebhook",
            "deleteJobs",
            // Who may use an application
            "createApplicationUser",
            "patchApplicationUser",
            "deleteApplicationUser",
            // Checks, and the token's own user
            "checkConnectivity",
            "checkResourceAccount",
            "patchCurrentUser");

    /**
     * They are about a whole organization. Some name an application or environment, such as the criteria of resource
     * definitions. They are not checked by these names, since criteria without names apply to all environments, and a
     * change of a definition affects all environments that use it. SECURITY.md says so.
     */
    private static final Set<String> OF_THE_ORGANIZATION = Set.of(
            "createAgent",
            "patchAgent",
            "deleteAgent",
            "createAgentKey",
            "deleteAgentKey",
            "createPublicKey",
            "deletePublicKey",
            "deleteEnvironmentType",
            "deleteArtefact",
            "patchArtefactVersion",
            "createRegistry",
            "patchRegistry",
            "deleteRegistry",
            "createResourceAccount",
            "patchResourceAccount",
            "deleteResourceAccount",
            "createResourceDefinition",
            "replaceResourceDefinition",
            "patchResourceDefinition",
            "deleteResourceDefinition",
            "replaceMatchingCriteria",
            "createMatchingCriteria",
            "deleteMatchingCriteria",
            "archiveResourceDefinitionVersion",
            "promoteResourceDefinitionVersion",
            "createResourceDriver",
            "replaceResourceDriver",
            "deleteResourceDriver",
            "createResourceType",
            "replaceResourceType",
            "patchResourceType",
            "deleteResourceType",
            "createResourceClass",
            "patchResourceClass",
            "deleteResourceClass",
            "createSecretStore",
            "patchSecretStore",
            "deleteSecretStore",
            "createWorkloadProfile",
            "replaceWorkloadProfile",
            "deleteWorkloadProfile",
            "createWorkloadProfileChartVersion",
            "createServiceUser",
            "patchOrganizationUser",
            "deleteOrganizationUser",
            "createInvitation",
            "createGroup",
            "createEnvironmentTypeUser",
            "patchEnvironmentTypeUser",
            "deleteEnvironmentTypeUser",
            "createToken",
            "deleteToken");

    private static Stream<Operation> operations() {
        return Contract.get().operationIds().stream().map(Contract.get()::operation);
    }

    @Test
    void eachOperationThatChangesSomethingIsClassifiedOnce() {
        List<String> classified = new ArrayList<>(HARMLESS);
        classified.addAll(OF_THE_ORGANIZATION);
        ProtectedOperation.ALL.forEach(operation -> classified.add(operation.id()));

        assertThat(classified)
                .containsExactlyInAnyOrderElementsOf(operations()
                        .filter(operation -> !operation.method().equals("GET"))
                        .map(Operation::id)
                        .toList());
    }

    @Test
    void methodAndPathAreThoseOfTheContract() {
        assertThat(ProtectedOperation.ALL).allSatisfy(operation -> {
            Operation inContract = Contract.get().operation(operation.id());
            assertThat(operation.method()).isEqualTo(inContract.method());
            assertThat(operation.path()).isEqualTo(inContract.path());
            assertThat(operation.hasDryRun())
                    .isEqualTo(inContract.parameter("dry_run").isPresent());
        });
    }

    @Test
    void aRequestIsFoundByItsPath() {
        String path = "/orgs/acme/apps/shop/envs/%70roduction/deploys";

        assertThat(ProtectedOperation.find("POST", path)).hasValueSatisfying(match -> {
            assertThat(match.operation().id()).isEqualTo("createDeployment");
            assertThat(match.parameters()).containsEntry("envId", "production").containsEntry("appId", "shop");
        });
        assertThat(ProtectedOperation.find("POST", "/orgs/acme/apps/shop/envs/production/%64eploys"))
                .isPresent();
        assertThat(ProtectedOperation.find("POST", path + "/more")).isEmpty();
        assertThat(ProtectedOperation.find("PUT", path)).isEmpty();
    }
}
