package io.jenkins.plugins.humanitec.simulator.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.jenkins.plugins.humanitec.simulator.deployments.Deployment;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.environments.Applications;
import io.jenkins.plugins.humanitec.simulator.environments.Env;
import io.jenkins.plugins.humanitec.simulator.pipelines.PipelineRun;
import io.jenkins.plugins.humanitec.simulator.workloads.Module;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes the page as HTML. It has no secret values, no tokens and no bodies of requests. */
public final class OverviewPage {

    private static final int MOST_APPLICATIONS = 50;
    private static final int MOST_ROWS = 30;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Template template = template();

    private static Template template() {
        try (Reader file = new InputStreamReader(
                OverviewPage.class.getResourceAsStream("overview.mustache"), StandardCharsets.UTF_8)) {
            return Mustache.compiler().zeroIsFalse(true).compile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the page. The caller must hold the monitor of the data.
     *
     * @param organizations the applications by the ID of their organization
     * @param requests all requests, the oldest first
     * @return the page
     */
    public String html(Map<String, Applications> organizations, List<RecordedRequest> requests) {
        List<App> apps = organizations.values().stream()
                .map(Applications::all)
                .flatMap(Collection::stream)
                .toList();
        return template.execute(Map.of(
                "organizations",
                organizations.entrySet().stream()
                        .map(organization -> organization(organization.getKey(), organization.getValue()))
                        .toList(),
                "deployments",
                deployments(apps),
                "runs",
                runs(apps),
                "requests",
                requests(requests),
                "requestCount",
                requests.size()));
    }

    private static Object organization(String id, Applications applications) {
        Collection<App> all = applications.all();
        return Map.of(
                "id",
                id,
                "applications",
                all.stream()
                        .limit(MOST_APPLICATIONS)
                        .map(OverviewPage::application)
                        .toList(),
                "more",
                Math.max(0, all.size() - MOST_APPLICATIONS));
    }

    private static Object application(App app) {
        return Map.of(
                "id",
                app.id(),
                "name",
                app.name(),
                "deleting",
                app.isBeingDeleted(),
                "environments",
                app.envs().stream().map(OverviewPage::environment).toList());
    }

    private static Object environment(Env env) {
        String state = env.isBeingDeleted() ? "deleting" : env.isPaused() ? "paused" : "";
        return Map.of(
                "id",
                env.id(),
                "type",
                env.type(),
                "state",
                state,
                "status",
                env.lastDeployment().map(Deployment::status).orElse("never deployed"),
                "modules",
                env.modules().values().stream().map(OverviewPage::module).toList());
    }

    private static Object module(Module module) {
        long ready = module.pods().stream().filter(Module.Pod::running).count();
        return Map.of(
                "name", module.name(), "ready", ready, "replicas", module.replicas(), "settled", module.isSettled());
    }

    private static List<?> deployments(List<App> apps) {
        record Row(App app, Deployment deployment) {}
        return apps.stream()
                .flatMap(app -> app.envs().stream()
                        .flatMap(env -> env.deployments().stream())
                        .map(deployment -> new Row(app, deployment)))
                .sorted(Comparator.<Row, Instant>comparing(
                                row -> row.deployment().createdAt())
                        .reversed())
                .limit(MOST_ROWS)
                .map(row -> Map.of(
                        "at",
                        TIME.format(row.deployment().createdAt()),
                        "where",
                        row.app().id() + " / " + row.deployment().envId(),
                        "status",
                        row.deployment().status(),
                        "about",
                        row.deployment()
                                .failure()
                                .orElse(row.deployment().instruction().comment())))
                .toList();
    }

    private static List<?> runs(List<App> apps) {
        record Row(App app, PipelineRun run) {}
        return apps.stream()
                .flatMap(app -> app.pipelines().runs().stream().map(run -> new Row(app, run)))
                .sorted(Comparator.<Row, Instant>comparing(row -> row.run().createdAt())
                        .reversed())
                .limit(MOST_ROWS)
                .map(row -> Map.of(
                        "at",
                        TIME.format(row.run().createdAt()),
                        "where",
                        row.app().id() + " / " + row.run().pipeline().name(),
                        "status",
                        row.run().status(),
                        "about",
                        row.run().message().isEmpty()
                                ? row.run().request().trigger()
                                : row.run().message()))
                .toList();
    }

    private static List<?> requests(List<RecordedRequest> requests) {
        List<RecordedRequest> newest =
                new ArrayList<>(requests.subList(Math.max(0, requests.size() - MOST_ROWS), requests.size()));
        Collections.reverse(newest);
        return newest.stream()
                .map(request -> Map.of(
                        "method",
                        request.method(),
                        "path",
                        request.path() + (request.query().isEmpty() ? "" : "?" + request.query()),
                        "status",
                        request.status(),
                        "failed",
                        request.status() >= 400 || request.status() == 0))
                .toList();
    }
}
