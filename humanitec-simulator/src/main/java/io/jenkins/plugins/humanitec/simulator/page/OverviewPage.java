package io.jenkins.plugins.humanitec.simulator.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.Applications;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import io.jenkins.plugins.humanitec.simulator.operations.ClassPathFile;
import io.jenkins.plugins.humanitec.simulator.workloads.Module;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes the page as HTML. It has no secret values, no tokens and no bodies of requests. */
public final class OverviewPage {

    private static final int MOST_APPLICATIONS = 50;
    private static final int MOST_ROWS = 30;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Template template =
            Mustache.compiler().zeroIsFalse(true).compile(ClassPathFile.text(OverviewPage.class, "overview.mustache"));

    private record Page(
            List<Organization> organizations,
            List<Row> deployments,
            List<Row> runs,
            List<Request> requests,
            int requestCount) {}

    private record Organization(String id, List<Application> applications, int more) {}

    private record Application(String id, String name, boolean deleting, List<Environment> environments) {}

    private record Environment(String id, String type, String state, String status, List<Workload> modules) {}

    private record Workload(String name, long ready, int replicas, boolean settled) {}

    /** A deployment or a pipeline run. */
    private record Row(Instant time, String where, String status, String about) {

        String at() {
            return TIME.format(time);
        }
    }

    private record Request(String method, String path, int status, boolean failed) {}

    /**
     * Writes the page. The caller must hold the monitor of the data.
     *
     * @param organizations the applications by the ID of their organization
     * @param requests all requests, the oldest first
     * @return the page
     */
    public String html(Map<String, Applications> organizations, List<RecordedRequest> requests) {
        List<App> apps = organizations.values().stream()
                .flatMap(applications -> applications.all().stream())
                .toList();
        return template.execute(new Page(
                organizations.entrySet().stream()
                        .map(organization -> organization(
                                organization.getKey(), organization.getValue().all()))
                        .toList(),
                newest(apps.stream().flatMap(OverviewPage::deployments)),
                newest(apps.stream().flatMap(OverviewPage::runs)),
                requests(requests),
                requests.size()));
    }

    private static Organization organization(String id, Collection<App> apps) {
        List<Application> shown = apps.stream()
                .limit(MOST_APPLICATIONS)
                .map(app -> new Application(
                        app.id(),
                        app.name(),
                        app.isBeingDeleted(),
                        app.envs().stream().map(OverviewPage::environment).toList()))
                .toList();
        return new Organization(id, shown, apps.size() - shown.size());
    }

    private static Environment environment(Env env) {
        String state = env.isBeingDeleted() ? "deleting" : env.isPaused() ? "paused" : "";
        String status = env.lastDeployment().map(Deployment::status).orElse("never deployed");
        List<Workload> modules =
                env.modules().values().stream().map(OverviewPage::workload).toList();
        return new Environment(env.id(), env.type(), state, status, modules);
    }

    private static Workload workload(Module module) {
        long ready = module.pods().stream().filter(Module.Pod::running).count();
        return new Workload(module.name(), ready, module.replicas(), module.isSettled());
    }

    private static Stream<Row> deployments(App app) {
        return app.envs().stream()
                .flatMap(env -> env.deployments().stream())
                .map(deployment -> new Row(
                        deployment.createdAt(),
                        app.id() + " / " + deployment.envId(),
                        deployment.status(),
                        deployment.failure().orElse(deployment.instruction().comment())));
    }

    private static Stream<Row> runs(App app) {
        return app.pipelines().runs().stream()
                .map(run -> new Row(
                        run.createdAt(),
                        app.id() + " / " + run.pipeline().name(),
                        run.status(),
                        run.message().isEmpty() ? run.request().trigger() : run.message()));
    }

    private static List<Row> newest(Stream<Row> rows) {
        return rows.sorted(Comparator.comparing(Row::time).reversed())
                .limit(MOST_ROWS)
                .toList();
    }

    private static List<Request> requests(List<RecordedRequest> requests) {
        List<RecordedRequest> newest =
                new ArrayList<>(requests.subList(Math.max(0, requests.size() - MOST_ROWS), requests.size()));
        Collections.reverse(newest);
        return newest.stream()
                .map(request -> new Request(
                        request.method(),
                        request.path() + (request.query().isEmpty() ? "" : "?" + request.query()),
                        request.status(),
                        request.status() >= 400 || request.status() == 0))
                .toList();
    }
}
