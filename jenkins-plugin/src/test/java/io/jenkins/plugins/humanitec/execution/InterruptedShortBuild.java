package io.jenkins.plugins.humanitec.execution;

import io.jenkins.plugins.humanitec.execution.InterruptedBuild.Site;
import java.util.List;

/** Builds in a step without waiting, before the response to one of its requests, when the controller is stopped. */
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
                reading("list", "humanitecListValues(ENV) != null", "/values", "true"),
                reading("runtime", "humanitecRuntime(ENV) != null", "/runtime", "true"),
                of("diff", "humanitecDiff(app: 'shop', from: 'development', to: 'production') != null")
                        .held("GET /envs/production")
                        .build("true"),
                of("pause-unanswered", "humanitecPause(ENV)")
                        .held("PUT /envs/pause-unanswered/runtime/paused")
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
                of("register", "humanitecRegisterVersion(name: 'registry.example.com/x', version: '1').id != null")
                        .held("POST /artefact-versions")
                        .changing("POST /artefact-versions")
                        .build("true"),
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

    private static InterruptedBuild changing(String name, String step, String held, String change, String outcome) {
        String path = " /envs/" + name + "/values";
        return of(name, step).held(held + path).changing(change + path).build(outcome);
    }

    private static InterruptedBuild deletion() {
        String request = "DELETE /envs/unset/values/K";
        return new Draft(
                        "unset",
                        "humanitecSetValue app: 'shop', env: 'unset', key: 'K', value: 'v'\n",
                        "humanitecDeleteValue(app: 'shop', env: 'unset', key: 'K')",
                        null,
                        null)
                .held(request)
                .changing(request)
                .build("true");
    }

    private static InterruptedBuild reading(String name, String step, String path, String outcome) {
        return of(name, step).held("GET /envs/" + name + path).build(outcome);
    }

    private static Draft of(String name, String step) {
        return new Draft(name, "", step.replace("ENV", "app: 'shop', env: '" + name + "'"), null, null);
    }

    private record Draft(String name, String before, String step, String request, String change) {

        Draft held(String newRequest) {
            return new Draft(name, before, step, newRequest, change);
        }

        Draft changing(String newChange) {
            return new Draft(name, before, step, request, newChange);
        }

        InterruptedBuild build(String outcome) {
            return build(true, "ended as " + outcome);
        }

        InterruptedBuild failing(String outcome) {
            return build(false, outcome);
        }

        private InterruptedBuild build(boolean isSuccess, String outcome) {
            String script = before + "def done = " + step + "\necho \"ended as ${done}\"";
            return new InterruptedBuild(name, Site.FRESH, script, request, true, change, 1, isSuccess, outcome);
        }
    }
}
