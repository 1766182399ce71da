package io.jenkins.plugins.humanitec.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulator with demo data, in its own process because the test harness has another web server on the class path. In
 * a static field, all tests of the class share it; otherwise, each test has its own.
 */
public final class SimulatorProcess
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

    public static final String TOKEN = "t0p-s3cret-token";

    private static final String PASSWORD = "changeit";

    private final List<String> options;
    /** The key and certificate for TLS; null without TLS. */
    private final File keyStore;

    private Process process;
    private String url;
    private boolean isForOneTest;

    public SimulatorProcess(String... options) {
        this(null, List.of(options));
    }

    private SimulatorProcess(File keyStore, List<String> options) {
        this.keyStore = keyStore;
        this.options = options;
    }

    /** Creates a simulator that uses TLS, and HTTP/2 if the client requests it. */
    public static SimulatorProcess overTls(String... options) {
        File keyStore = new File("target/simulator-" + ProcessHandle.current().pid() + ".p12").getAbsoluteFile();
        return new SimulatorProcess(
                keyStore,
                Stream.concat(Stream.of(options), Stream.of("--tls-keystore", keyStore.getPath()))
                        .toList());
    }

    /** Returns the options with which a JVM trusts the simulator. */
    public String[] javaOptions() {
        return new String[] {"-Djavax.net.ssl.trustStore=" + keyStore, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD
        };
    }

    /** Returns a context that trusts only the simulator; without TLS, the default of Java. */
    SSLContext trust() throws IOException {
        try {
            if (keyStore == null) {
                return SSLContext.getDefault();
            }
            KeyStore keys = KeyStore.getInstance(keyStore, PASSWORD.toCharArray());
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(keys);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                new File("target/simulator.jar").getAbsolutePath(),
                "--port",
                "0",
                "--token",
                TOKEN,
                "--strict"));
        command.addAll(options);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("The simulator did not start.");
        }
        url = line.substring(line.indexOf("http"));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        process.destroy();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        // A simulator that all tests of a class share is reset for each test.
        if (process == null) {
            beforeAll(context);
            isForOneTest = true;
        } else {
            reset();
        }
    }

    public void reset() throws IOException {
        try {
            send(HttpRequest.newBuilder(URI.create(url + "/_simulator/reset"))
                    .POST(HttpRequest.BodyPublishers.noBody()));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (isForOneTest) {
            afterAll(context);
        }
    }

    public String url() {
        return url;
    }

    /** Adds a fault. */
    public void fault(JSONObject fault) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(url + "/_simulator/faults"))
                .POST(HttpRequest.BodyPublishers.ofString(fault.toString())));
    }

    /** Removes all faults. */
    public void forgetFaults() throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(url + "/_simulator/faults")).DELETE());
    }

    public List<JSONObject> requests() throws IOException, InterruptedException {
        JSONArray all = JSONArray.fromObject(send(
                HttpRequest.newBuilder(URI.create(url + "/_simulator/requests")).GET()));
        List<JSONObject> requests = new ArrayList<>();
        all.forEach(request -> requests.add((JSONObject) request));
        return requests;
    }

    /** Returns the requests so far, as method and path. */
    public List<String> calls() throws IOException, InterruptedException {
        return requests().stream()
                .map(request -> request.getString("method") + " " + request.getString("path"))
                .toList();
    }

    /** Sends a GET request and returns the response as an object. */
    public JSONObject get(String path) throws IOException, InterruptedException {
        return JSONObject.fromObject(send(api(path).GET()));
    }

    /** Sends a GET request and returns the response as a list. */
    public JSONArray list(String path) throws IOException, InterruptedException {
        return JSONArray.fromObject(send(api(path).GET()));
    }

    /** Waits for the approval of a pipeline run of the shop, and answers it with {@code approve} or {@code deny}. */
    public void answerApproval(String answer) {
        JSONObject approval = Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(
                        () -> (JSONObject) list("/orgs/acme/apps/shop/approvals?status=waiting").stream()
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
        String path = "/orgs/acme/apps/shop/pipelines/%s/runs/%s/jobs/%s/approvals/%s/%s";
        try {
            post(
                    path.formatted(
                            approval.getString("pipeline_id"),
                            approval.getString("run_id"),
                            approval.getString("job_id"),
                            approval.getString("id"),
                            answer),
                    "");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deploys the last set of an environment of the shop again, from outside of Jenkins. */
    public void deployAgain(String env) throws IOException, InterruptedException {
        String path = "/orgs/acme/apps/shop/envs/" + env;
        String set = get(path).getJSONObject("last_deploy").getString("set_id");
        post(path + "/deploys", new JSONObject().element("set_id", set));
    }

    /** Adds a pipeline to the shop that takes the deployments to an environment, and requests an approval first. */
    public void addPipelineWithApproval(String env) throws IOException, InterruptedException {
        addPipeline("""
                        id: approved
                        name: Approved
                        on: {deployment_request: {}}
                        jobs:
                          release:
                            steps:
                            - uses: actions/humanitec/approve@v1
                              with: {env_id: "${{ inputs.env_id }}", message: "Release it?"}
                            - name: Deploy
                              uses: actions/humanitec/deploy@v1
                              with: {env_id: "${{ inputs.env_id }}", set_id: "${{ inputs.set_id }}"}
                        """);
        post(
                "/orgs/acme/apps/shop/pipelines/approved/criteria",
                new JSONObject().element("trigger", "deployment_request").element("env_id", env));
    }

    /** Removes the pipeline that takes the deployments to the environments of the shop. */
    public void withoutPipelines() throws IOException, InterruptedException {
        send(api("/orgs/acme/apps/shop/pipelines/default").DELETE());
    }

    /** Adds a pipeline to the shop. */
    public void addPipeline(String yaml) throws IOException, InterruptedException {
        send(api("/orgs/acme/apps/shop/pipelines")
                .header("Content-Type", "application/x-yaml")
                .POST(HttpRequest.BodyPublishers.ofString(yaml)));
    }

    /** Sends a POST request, to make a change outside of Jenkins. */
    public JSONObject post(String path, Object body) throws IOException, InterruptedException {
        return JSONObject.fromObject(send(api(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))));
    }

    /** Sends a PATCH request, to make a change outside of Jenkins. */
    public void patch(String path, Object body) throws IOException, InterruptedException {
        send(api(path)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** Sends a PUT request, to make a change outside of Jenkins. */
    public void put(String path, Object body) throws IOException, InterruptedException {
        send(api(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** Lets time pass in the simulator at once, such as {@code PT20M}. */
    public void forward(String duration) throws IOException, InterruptedException {
        JSONObject body = new JSONObject().element("forward", duration);
        send(HttpRequest.newBuilder(URI.create(url + "/_simulator/time"))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder api(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + TOKEN);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newBuilder()
                .sslContext(trust())
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
