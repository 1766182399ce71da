package io.jenkins.plugins.humanitec.mutation;

import java.util.List;

/**
 * Valid calls of a step in Groovy. The variable {@code c} is the name of the case: of its connection, of its
 * environment with a deployment, and of its application. The variable {@code t} is the timeout of waiting steps.
 *
 * @param name the step, and what is special about the calls
 * @param calls one or more calls
 * @param failure a part of the message if the last call fails though all responses are valid; otherwise null
 * @param isVariant whether the requests that another call of the same step makes need no more tests
 */
record ValidCall(String name, List<String> calls, String failure, boolean isVariant) {

    private static final String SHOP = "connection: c, app: 'shop'";
    private static final String ENV = SHOP + ", env: c";
    private static final String WAIT = ENV + ", timeout: t";
    private static final String IMAGE = "registry.example.com/backend";

    static List<ValidCall> all() {
        return List.of(
                of("humanitecListValues", "humanitecListValues(ENV)"),
                of(
                        "humanitecSetValue",
                        "humanitecSetValue(ENV, key: 'K', value: 'a')",
                        "humanitecSetValue(ENV, key: 'K', value: 'b', description: 'd')"),
                variant(
                        "humanitecSetValue, secret",
                        null,
                        "humanitecSetValue(ENV, key: 'S', value: 'a', secret: true)",
                        "humanitecSetValue(ENV, key: 'S', value: 'b', secret: true)"),
                of(
                        "humanitecSetValues",
                        "humanitecSetValues(ENV, values: [K: 'a'])",
                        "humanitecSetValues(ENV, values: [K: 'b', L: 'c'])"),
                of(
                        "humanitecDeleteValue",
                        "humanitecSetValue(ENV, key: 'K', value: 'a')",
                        "humanitecDeleteValue(ENV, key: 'K', failIfMissing: true)"),
                of(
                        "humanitecCreateApp",
                        "humanitecCreateApp(connection: c, app: c)",
                        "humanitecCreateApp(connection: c, app: c, name: 'N')"),
                of(
                        "humanitecDeleteApp",
                        "humanitecCreateApp(connection: c, app: c)",
                        "humanitecDeleteApp(connection: c, app: c, timeout: t, failIfMissing: true)"),
                of(
                        "humanitecCreateEnv",
                        "humanitecCreateEnv(SHOP, env: \"new-$c\", from: c)",
                        "humanitecCreateEnv(SHOP, env: \"new-$c\", name: 'N', type: 'development')"),
                of("humanitecDeleteEnv", "humanitecDeleteEnv(WAIT, failIfMissing: true)"),
                of(
                        "humanitecPreviewEnv",
                        "humanitecPreviewEnv(SHOP, base: c, branch: c)",
                        "humanitecPreviewEnv(SHOP, base: c, branch: c)"),
                of(
                        "humanitecDeploy, images",
                        "humanitecDeploy(WAIT, images: [backend: 'IMAGE:2', 'frontend.main': 'IMAGE:2'])"),
                variant(
                        "humanitecDeploy, rollback",
                        "has restored the previous deployment",
                        "humanitecDeploy(WAIT, rollback: true, images: [backend: 'IMAGE:broken'])"),
                of("humanitecDeploy, again", "humanitecDeploy(WAIT, again: true)"),
                of("humanitecDeploy, Score", scoreFile("humanitecDeploy(WAIT, score: 's.yaml')")),
                of("humanitecValidateScore", scoreFile("humanitecValidateScore(connection: c, score: 's.yaml')")),
                of("humanitecPlan", manifests("humanitecPlan(connection: c, files: 'm.yaml')")),
                of("humanitecApply", manifests("humanitecApply(connection: c, files: 'm.yaml')")),
                // Not of shop, where each case has an environment. Each kind is read by the same code, from what
                // kinds.yaml says.
                of(
                        "humanitecExport",
                        manifests(
                                "humanitecExport(connection: c, app: 'prototype', kinds: 'Pipeline, SharedValue', directory: 'x')")),
                of("humanitecPromote", "humanitecPromote(WAIT, from: 'development')"),
                of("humanitecWaitForDeployment", "humanitecWaitForDeployment(WAIT)"),
                of("humanitecDiff", "humanitecDiff(SHOP, from: 'production', to: c)"),
                of("humanitecRuntime", "humanitecRuntime(ENV)"),
                of("humanitecWaitForReadiness", "humanitecWaitForReadiness(WAIT)"),
                of("humanitecLogs", "humanitecLogs(ENV)"),
                of("humanitecResources", "humanitecResources(ENV)"),
                of("humanitecScale", "humanitecScale(WAIT, replicas: [backend: 3])"),
                of("humanitecPause", "humanitecPause(ENV)"),
                of("humanitecResume", "humanitecPause(ENV)", "humanitecResume(ENV)"),
                of("humanitecRegisterVersion", "humanitecRegisterVersion(connection: c, name: 'IMAGE', version: c)"),
                of("humanitecRunPipeline", "humanitecRunPipeline(SHOP, timeout: t, pipeline: 'check')"),
                variant(
                        "humanitecRunPipeline, approval",
                        "Timed out",
                        "humanitecRunPipeline(SHOP, timeout: 1, pipeline: 'release')"),
                variant(
                        "humanitecRunPipeline, protected",
                        null,
                        "humanitecRunPipeline(SHOP, wait: false, pipeline: 'check')"),
                variant(
                        "humanitecRegisterVersion, protected",
                        null,
                        "humanitecRegisterVersion(connection: c, name: 'IMAGE', version: c)"),
                of("humanitecRequest", "humanitecRequest(ENV, operation: 'getEnvironment')"),
                of(
                        "humanitecRequest, change",
                        "humanitecRequest(ENV, operation: 'createEnvironmentValue',"
                                + " body: [key: 'K', value: 'v', description: '', is_secret: false])"),
                of(
                        "humanitecRequest, text",
                        "humanitecRequest(SHOP, operation: 'getPipelineDefinition',"
                                + " parameters: [pipelineId: 'check'])"));
    }

    /** A call in a workspace with manifests. */
    private static String manifests(String call) {
        return "node { dir(c) {\n"
                + "writeFile(file: 'm.yaml', text: 'apiVersion: entity.humanitec.io/v1b1\\nkind: SharedValue\\n'\n"
                + "    + 'metadata: {id: LEVEL, app_id: shop}\\nentity: {value: info, description: Level}\\n')\n"
                + call + "\n} }";
    }

    /** A call in a workspace with a Score file. */
    private static String scoreFile(String call) {
        return "node { dir(c) {\n"
                + "writeFile(file: 's.yaml', text: '{apiVersion: score.dev/v1b1, metadata: {name: backend},'\n"
                + "    + ' containers: {main: {image: \"IMAGE:2\"}}}')\n"
                + call + "\n} }";
    }

    private static ValidCall of(String name, String... calls) {
        return new ValidCall(name, List.of(calls), null, false);
    }

    private static ValidCall variant(String name, String failure, String... calls) {
        return new ValidCall(name, List.of(calls), failure, true);
    }

    /** {@return the name of the step} */
    String step() {
        return name.replaceAll(",.*", "");
    }

    /** {@return whether the connection has protection rules, which make the client read what a request affects} */
    boolean isProtected() {
        return name.endsWith("protected");
    }

    /** {@return whether the calls use an environment that is deployed already} */
    boolean usesEnv() {
        return script().matches("(?s).*\\b(env|to|from|base): c\\b.*");
    }

    /** {@return the statements of a method that returns the result of the last call} */
    String script() {
        String last = calls.get(calls.size() - 1);
        return (String.join("\n", calls.subList(0, calls.size() - 1)) + "\nreturn " + last)
                .replace("(SHOP", "(" + SHOP)
                .replace("(ENV", "(" + ENV)
                .replace("(WAIT", "(" + WAIT)
                .replace("IMAGE", IMAGE);
    }
}
