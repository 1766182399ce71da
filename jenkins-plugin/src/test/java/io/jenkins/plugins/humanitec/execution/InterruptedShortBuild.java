package io.jenkins.plugins.humanitec.execution;

import io.jenkins.plugins.humanitec.execution.InterruptedBuild.Site;
import java.util.List;

/** Builds in a step that does not wait, or not for long, before the response to one of its requests, when the controller is stopped. */
final class InterruptedShortBuild {

    private InterruptedShortBuild() {}

    static List<InterruptedBuild> all() {
        return List.of(
                changing("set-unread", "humanitecSetValue(ENV, key: 'K', value: 'v').created", "GET", "POST", "true"),
                changing(
                        "set-unanswered",
                        "humanitecSetValue(ENV, key: 'K', value: 'v').created",
                        "POST",
                        "POST",
                        "true"),
                changing(
                        "secret-unanswered",
                        "humanitecSetValue(ENV, key: 'K', value: 's3cret', secret: true).created",
                        "POST",
                        "POST",
                        "true"),
                changing("many-unread", "humanitecSetValues(ENV, values: [K: 'v']).created", "GET", "POST", "[K]"),
                changing("many-unanswered", "humanitecSetValues(ENV, values: [K: 'v']).created", "POST", "POST", "[K]"),
                deletion(),
                apply("apply-unanswered"),
                reading("list", "humanitecListValues(ENV) != null", "/values", "true"),
                reading("runtime", "humanitecRuntime(ENV) != null", "/runtime", "true"),
                of("readiness", "humanitecWaitForReadiness(ENV, workloads: 'backend').backend.state")
                        .at(Site.DEPLOYED)
                        .held("GET /envs/readiness/runtime")
                        .build("ready"),
                of("diff", "humanitecDiff(app: 'shop', from: 'development', to: 'production') != null")
                        .held("GET /envs/production")
                        .build("true"),
                of("pause-unanswered", "humanitecPause(ENV)")
                        .held("PUT /envs/pause-unanswered/runtime/paused")
                        .changing("PUT /envs/pause-unanswered/runtime/paused")
                        .build("true"),
                of("resume-unanswered", "humanitecResume(ENV)")
                        .at(Site.PAUSED)
                        .held("PUT /envs/resume-unanswered/runtime/paused")
                        .changing("PUT /envs/resume-unanswered/runtime/paused", 2)
                        .build("true"),
                of("new-app", "humanitecCreateApp(app: 'new-app').created")
                        .held("GET /apps/new-app")
                        .build("true"),
                of("new-env", "humanitecCreateEnv(app: 'shop', env: 'made', from: 'development').created")
                        .held("GET /envs/made")
                        .build("true"),
                of("preview", "humanitecPreviewEnv(app: 'shop', branch: 'fix', base: 'development').created")
                        .held("GET /envs/preview-fix")
                        .build("true"),
                of(
                                "register-follow",
                                "humanitecRegisterVersion(name: 'registry.example.com/y', version: '1', follow: true).runs")
                        .held("GET /orgs/acme/pipeline-runs")
                        // Of this build and of "register"
                        .changing("POST /artefact-versions$", 2)
                        .build("[]"),
                of(
                                "raw-read",
                                "humanitecRequest(operation: 'getEnvironment', parameters: [appId: 'shop', envId: 'raw-read']).id")
                        .held("GET /envs/raw-read")
                        .build("raw-read"),
                of(
                                "raw-post",
                                "humanitecRequest(operation: 'createEnvironmentValue', parameters: [appId: 'shop', envId: 'raw-post'],"
                                        + " body: [key: 'K', value: 'v', description: '', is_secret: false])")
                        .held("POST /envs/raw-post/values")
                        .changing("POST /envs/raw-post/values")
                        .failing("whether it was carried out is not known"));
    }

    /**
     * Builds that have sent the request that creates something. Its path does not contain the name, so they have to start
     * one after the other, when no other build makes the same request.
     */
    static List<InterruptedBuild> creations() {
        return List.of(
                creation("sent-app", "humanitecCreateApp(app: 'sent-app').created", "POST /orgs/acme/apps"),
                creation(
                        "sent-env",
                        "humanitecCreateEnv(app: 'shop', env: 'sent-made', from: 'development').created",
                        "POST /apps/shop/envs"),
                creation(
                        "sent-preview",
                        "humanitecPreviewEnv(app: 'shop', branch: 'sent', base: 'development').created",
                        "POST /apps/shop/envs"),
                of("register", "humanitecRegisterVersion(name: 'registry.example.com/x', version: '1').id != null")
                        .at(Site.NONE)
                        .held("POST /artefact-versions")
                        // Of this build and of "register-follow"
                        .changing("POST /artefact-versions$", 2)
                        .build("true"));
    }

    private static InterruptedBuild creation(String name, String step, String request) {
        return of(name, step).at(Site.NONE).held(request).build("true");
    }

    private static InterruptedBuild changing(String name, String step, String held, String change, String outcome) {
        String path = " /envs/" + name + "/values";
        return of(name, step).held(held + path).changing(change + path).build(outcome);
    }

    private static InterruptedBuild deletion() {
        String request = "DELETE /envs/unset/values/K";
        return new Draft(
                        "unset",
                        Site.FRESH,
                        "humanitecSetValue app: 'shop', env: 'unset', key: 'K', value: 'v'\n",
                        "humanitecDeleteValue(app: 'shop', env: 'unset', key: 'K')",
                        null,
                        null,
                        1)
                .held(request)
                .changing(request)
                .build("true");
    }

    /** Plans within a node, and applies outside of it, so that no executor is used. */
    private static InterruptedBuild apply(String name) {
        String manifest = "apiVersion: entity.humanitec.io/v1b1\nkind: SharedValue\n"
                + "metadata: {id: K, app_id: shop, env_id: " + name + "}\nentity: {value: v, description: d}\n";
        String request = "POST /envs/" + name + "/values";
        return new Draft(
                        name,
                        Site.FRESH,
                        "def plan\nnode {\nwriteFile file: 'k.yaml', text: '''" + manifest
                                + "'''\nplan = humanitecPlan files: 'k.yaml', owner: '" + name + "'\n}\n",
                        "humanitecApply(plan: plan, owner: '" + name + "')*.action",
                        null,
                        null,
                        1)
                .held(request)
                .changing(request)
                .build("[create]");
    }

    private static InterruptedBuild reading(String name, String step, String path, String outcome) {
        return of(name, step).held("GET /envs/" + name + path).build(outcome);
    }

    private static Draft of(String name, String step) {
        return new Draft(name, Site.FRESH, "", step.replace("ENV", "app: 'shop', env: '" + name + "'"), null, null, 1);
    }

    private record Draft(
            String name, Site site, String before, String step, String request, String change, int changes) {

        Draft at(Site newSite) {
            return new Draft(name, newSite, before, step, request, change, changes);
        }

        Draft held(String newRequest) {
            return new Draft(name, site, before, step, newRequest, change, changes);
        }

        Draft changing(String newChange) {
            return changing(newChange, 1);
        }

        Draft changing(String newChange, int times) {
            return new Draft(name, site, before, step, request, newChange, times);
        }

        InterruptedBuild build(String outcome) {
            return build(true, "ended as " + outcome);
        }

        InterruptedBuild failing(String outcome) {
            return build(false, outcome);
        }

        private InterruptedBuild build(boolean isSuccess, String outcome) {
            String script = before + "def done = " + step + "\necho \"ended as ${done}\"";
            return new InterruptedBuild(name, site, script, request, true, change, changes, isSuccess, outcome);
        }
    }
}
