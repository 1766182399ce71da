package io.jenkins.plugins.humanitec.simulator.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.OperationTable;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operations of the tag WorkloadProfiles that need behaviour, and the deletion of all webhooks.
 *
 * @param store the resources of the organizations
 */
public record WorkloadProfileOperations(ResourceStore store) implements Operations {

    private static final Pattern CHART = Pattern.compile("(.+?)-v?(\\d+\\.\\d+\\.\\d+[\\w.+-]*)\\.(tgz|tar\\.gz)");
    private static final String PROFILES = "/orgs/{orgId}/workload-profiles";

    @Override
    public void addTo(OperationTable operations) {
        operations.check("deleteWorkloadProfile", this::requireOwn);
        for (String id : List.of("createWorkloadProfile", "replaceWorkloadProfile")) {
            operations.extend(id, (call, change) -> {
                Answer answer = change.apply(call);
                addVersion(call, (ObjectNode) answer.body());
                return answer;
            });
        }
        for (String id : List.of(
                "getWorkloadProfile",
                "replaceWorkloadProfile",
                "deleteWorkloadProfile",
                "listWorkloadProfileVersions")) {
            operations.extend(id, (call, operation) -> operation.apply(withStoredId(call)));
        }
        operations.extend("createWorkloadProfileChartVersion", this::addChart);
        operations.filter(
                "listWorkloadProfiles",
                (call, profile) -> call.asks("deprecated")
                        || profile.path("deprecation_message").asText().isEmpty());
        operations.noContent("deleteJobs", call -> {
            String webhooks = call.path("/orgs/{orgId}/apps/{appId}/webhooks");
            store.list(webhooks)
                    .forEach(webhook -> store.remove(webhooks, webhook.get("id").asText()));
        });
    }

    /** A profile of the organization is stored as it was created, and found by its ID with and without the organization. */
    private Call withStoredId(Call call) {
        String given = call.parameter("profileQid");
        String organization = call.parameter("orgId") + "/";
        String other = given.startsWith(organization) ? given.substring(organization.length()) : organization + given;
        String profiles = call.path(PROFILES);
        return !store.has(profiles, given) && store.has(profiles, other)
                ? call.withParameter("profileQid", other)
                : call;
    }

    private void requireOwn(Call call) {
        store.find(call.path(PROFILES), call.parameter("profileQid"))
                .ifPresent(profile -> Problem.badRequestIf(
                        !profile.get("org_id").asText().equals(call.parameter("orgId")),
                        "The profile belongs to another organization."));
    }

    /** A chart is stored with its version: others of the same name remain. */
    private Answer addChart(Call call, Function<Call, Answer> create) {
        Matcher file = CHART.matcher(call.text("file", ""));
        Problem.badRequestIf(!file.matches(), "file: the name must be NAME-VERSION.tgz.");
        String id = file.group(1);
        String version = file.group(2);
        String charts = call.path("/orgs/{orgId}/workload-profile-chart-versions");
        String key = id + "-" + version;
        Problem.conflictIf(store.has(charts, key), "The chart '" + key + "' already exists.");
        Answer answer = create.apply(call.withBody(Json.object().put("id", id).put("version", version)));
        store.put(charts, key, store.get(charts, id));
        store.remove(charts, id);
        return answer;
    }

    private void addVersion(Call call, ObjectNode profile) {
        ObjectNode version = profile.deepCopy();
        String id = UUID.randomUUID().toString();
        String profileId = profile.get("id").asText();
        version.put("id", id).put("workload_profile_id", profileId);
        version.remove(List.of("version", "updated_at", "updated_by"));
        store.put(call.path(PROFILES) + "/" + profileId + "/versions", id, version);
    }
}
