package io.jenkins.plugins.humanitec.simulator.organizations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Answer;
import io.jenkins.plugins.humanitec.simulator.operations.Call;
import io.jenkins.plugins.humanitec.simulator.operations.Operations;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import io.jenkins.plugins.humanitec.simulator.resources.ResourceStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of the tag WorkloadProfiles that need behaviour, and the deletion of all webhooks. */
public final class WorkloadProfileOperations implements Operations {

    private static final Pattern CHART = Pattern.compile("(.+?)-v?(\\d+\\.\\d+\\.\\d+[\\w.+-]*)\\.(tgz|tar\\.gz)");

    private final ResourceStore store;

    /**
     * Creates the operations.
     *
     * @param store the resources of the organizations
     */
    public WorkloadProfileOperations(ResourceStore store) {
        this.store = store;
    }

    @Override
    public void addTo(Map<String, Function<Call, Answer>> operations) {
        for (String id : List.of("createWorkloadProfile", "replaceWorkloadProfile")) {
            Function<Call, Answer> generic = operations.get(id);
            operations.put(id, call -> {
                Answer answer = generic.apply(call);
                addVersion(call, (ObjectNode) answer.body());
                return answer;
            });
        }
        Function<Call, Answer> createChart = operations.get("createWorkloadProfileChartVersion");
        operations.put("createWorkloadProfileChartVersion", call -> {
            Matcher file = CHART.matcher(call.text("file", ""));
            if (!file.matches()) {
                throw Problem.badRequest("file: the name must be NAME-VERSION.tgz.");
            }
            return addChart(call, file.group(1), file.group(2), createChart);
        });
        Function<Call, Answer> delete = operations.get("deleteWorkloadProfile");
        operations.put("deleteWorkloadProfile", call -> {
            requireOwn(call);
            return delete.apply(call);
        });
        Function<Call, Answer> list = operations.get("listWorkloadProfiles");
        operations.put("listWorkloadProfiles", call -> {
            ArrayNode profiles = JsonNodeFactory.instance.arrayNode();
            list.apply(call).body().forEach(profile -> {
                if (call.asks("deprecated")
                        || profile.path("deprecation_message").asText().isEmpty()) {
                    profiles.add(profile);
                }
            });
            return Answer.ok(profiles);
        });
        operations.put("deleteJobs", call -> {
            String webhooks = "/orgs/" + call.parameter("orgId") + "/apps/" + call.parameter("appId") + "/webhooks";
            store.list(webhooks)
                    .forEach(webhook -> store.remove(webhooks, webhook.get("id").asText()));
            return Answer.noContent();
        });
    }

    private void requireOwn(Call call) {
        String profiles = "/orgs/" + call.parameter("orgId") + "/workload-profiles";
        store.find(profiles, call.parameter("profileQid")).ifPresent(profile -> {
            if (!profile.get("org_id").asText().equals(call.parameter("orgId"))) {
                throw Problem.badRequest("The profile belongs to another organization.");
            }
        });
    }

    /** A chart is stored with its version: others of the same name remain. */
    private Answer addChart(Call call, String id, String version, Function<Call, Answer> create) {
        String charts = "/orgs/" + call.parameter("orgId") + "/workload-profile-chart-versions";
        String key = id + "-" + version;
        if (store.find(charts, key).isPresent()) {
            throw Problem.conflict("The chart '" + key + "' already exists.");
        }
        Answer answer = create.apply(call.withBody(
                JsonNodeFactory.instance.objectNode().put("id", id).put("version", version)));
        store.put(charts, key, store.get(charts, id));
        store.remove(charts, id);
        return answer;
    }

    private void addVersion(Call call, ObjectNode profile) {
        ObjectNode version = profile.deepCopy();
        String id = UUID.randomUUID().toString();
        version.put("id", id).put("workload_profile_id", profile.get("id").asText());
        version.remove(List.of("version", "updated_at", "updated_by"));
        store.put(
                "/orgs/" + call.parameter("orgId") + "/workload-profiles/"
                        + profile.get("id").asText() + "/versions",
                id,
                version);
    }
}
