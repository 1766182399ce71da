package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conversion of Score files. */
class ScoreTest {

    private static final String WEB = """
            apiVersion: score.dev/v1b1
            metadata:
              name: web
              annotations: {team: shop}
            service:
              ports:
                http: {port: 80, targetPort: 8080}
            containers:
              main:
                image: .
                command: [/bin/web]
                args: [--verbose]
                variables:
                  DB: postgres://${resources.db.host}/${resources.db.name}
                  LEVEL: ${resources.env.LOG_LEVEL}
                  API: http://${resources.api.name}:8080
                  NAME: ${metadata.name}
                  DNS: ${resources.dns.host}
                  PLAIN: $${HOME}
                files:
                  - target: /etc/web.conf
                    content: host=${resources.db.host}
                volumes:
                  - source: ${resources.data}
                    target: /data
                    readOnly: true
                resources:
                  limits: {memory: 256Mi}
                livenessProbe:
                  httpGet: {path: /alive, port: 8080}
                readinessProbe:
                  exec: {command: [/bin/ready]}
            resources:
              db: {type: postgres, class: small, params: {version: "15"}}
              env: {type: environment}
              api: {type: service}
              data: {type: volume}
              dns: {type: dns, id: main-dns}
            """;

    @RegisterExtension
    static final TestClient client =
            new TestClient(SimulatorOptions.DEFAULT, world -> world.addApp("acme", "shop", "Shop"));

    private HttpResponse<String> convert(String score, String... more) throws Exception {
        ObjectNode body = new JsonMapper().createObjectNode().put("image", "web:1");
        body.set("spec", new YAMLMapper().readTree(score));
        for (int i = 0; i < more.length; i += 2) {
            body.set(more[i], new YAMLMapper().readTree(more[i + 1]));
        }
        return client.send("POST", "/orgs/acme/artefact-versions/convert-score", body.toString());
    }

    private JsonNode converted(String score, String... more) throws Exception {
        HttpResponse<String> response = convert(score, more);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonMapper().readTree(response.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/profile | humanitec/default-module",
                "/spec/containers/main/id | main",
                "/spec/containers/main/image | web:1",
                "/spec/containers/main/command/0 | /bin/web",
                "/spec/containers/main/args/0 | --verbose",
                "/spec/containers/main/variables/DB | postgres://${externals.db.host}/${externals.db.name}",
                "/spec/containers/main/variables/LEVEL | ${values.LOG_LEVEL}",
                "/spec/containers/main/variables/API | http://${modules.api.service.name}:8080",
                "/spec/containers/main/variables/NAME | web",
                "/spec/containers/main/variables/DNS | ${shared.main-dns.host}",
                "/spec/containers/main/variables/PLAIN | $${HOME}",
                "/spec/containers/main/files/~1etc~1web.conf/value | host=${externals.db.host}",
                "/spec/containers/main/volume_mounts/~1data/id | externals.data",
                "/spec/containers/main/volume_mounts/~1data/read_only | true",
                "/spec/containers/main/resources/limits/memory | 256Mi",
                "/spec/containers/main/liveness_probe/type | http",
                "/spec/containers/main/liveness_probe/path | /alive",
                "/spec/containers/main/readiness_probe/command/0 | /bin/ready",
                "/spec/service/ports/http/service_port | 80",
                "/spec/service/ports/http/container_port | 8080",
                "/spec/service/ports/http/protocol | TCP",
                "/spec/pod/annotations/team | shop",
                "/externals/db/type | postgres",
                "/externals/db/class | small",
                "/externals/db/params/version | 15",
                "/externals/data/type | volume"
            })
    void aFileBecomesAModule(String place, String value) throws Exception {
        assertThat(converted(WEB).path("modules").path("web").at(place).asText())
                .isEqualTo(value);
    }

    @Test
    void aResourceWithAnIdIsShared() throws Exception {
        JsonNode set = converted(WEB);

        assertThat(set.at("/shared/main-dns/type").asText()).isEqualTo("dns");
        assertThat(set.at("/modules/web/externals").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("db", "data");
    }

    @Test
    void extensionsAndOverridesAreApplied() throws Exception {
        JsonNode module = converted(
                        WEB,
                        "overrides",
                        "{containers: {main: {variables: {LEVEL: debug, DNS: null}}}}",
                        "property_overrides",
                        "{containers.main.image: 'web:2', 'containers.main.variables.NAME': null}",
                        "resource_type_aliases",
                        "{postgres: acme/postgres}",
                        "extensions",
                        "{apiVersion: humanitec.org/v1b1, profile: acme/web, deploy: {when: before},"
                                + " spec: {replicas: 2, containers: {main: {variables: {V: '$${values.V}'}}}}}")
                .at("/modules/web");

        assertThat(module.path("profile").asText()).isEqualTo("acme/web");
        assertThat(module.at("/deploy/when").asText()).isEqualTo("before");
        assertThat(module.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(module.at("/externals/db/type").asText()).isEqualTo("acme/postgres");
        JsonNode main = module.at("/spec/containers/main");
        assertThat(main.path("image").asText()).isEqualTo("web:2");
        assertThat(main.at("/variables/LEVEL").asText()).isEqualTo("debug");
        assertThat(main.at("/variables/V").asText()).isEqualTo("${values.V}");
        assertThat(main.path("variables").has("DNS") || main.path("variables").has("NAME"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apiVersion: score.dev/v1b1 | apiVersion: v2 | /apiVersion",
                "image: . | image: 7 | /containers/main/image",
                "args: [--verbose] | argz: [--verbose] | /containers/main",
                "${resources.db.name} | ${resources.none.name} | /containers/main/variables/DB",
                "${metadata.name} | ${env.NAME} | /containers/main/variables/NAME",
                "port: 80, | port: 'http', | /service/ports/http/port",
                "name: web | name: Web! | /metadata/name",
                "{type: volume} | {class: fast} | /resources/data"
            })
    void aBadFileIsRefusedWithThePlace(String good, String bad, String place) throws Exception {
        HttpResponse<String> response = convert(WEB.replace(good, bad));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(new JsonMapper().readTree(response.body()).path("message").asText())
                .startsWith(place + ":");
    }

    @Test
    void aWorkloadVersionKeepsItsFile() throws Exception {
        String body = new JsonMapper()
                .createObjectNode()
                .put("type", "workload")
                .put("name", "web")
                .put("image", "web:1")
                .set("spec", new YAMLMapper().readTree(WEB))
                .toString();

        JsonNode version = client.post("/orgs/acme/artefact-versions", body);

        String one = "/orgs/acme/artefact-versions/" + version.path("id").asText();
        assertThat(client.get(one + "/workload-spec").at("/metadata/name").asText())
                .isEqualTo("web");
        assertThat(client.get(one + "/workload-deployment-set")
                        .at("/modules/web/spec/containers/main/image")
                        .asText())
                .isEqualTo("web:1");
        assertThat(client.status("POST", "/orgs/acme/artefact-versions", body.replace("containers", "container")))
                .isEqualTo(400);
    }

    @Test
    void aFormIsReadPartByPart() throws Exception {
        String type = "Content-Disposition: form-data; name=\"type\"\r\n\r\nworkload\r\n";
        String name = "Content-Disposition: form-data; name=\"name\"\r\n\r\nweb --b\r\n";
        String file = "Content-Disposition: form-data; name=\"spec\"; filename=\"score.yaml\"\r\n"
                + "Content-Type: application/x-yaml\r\n\r\n"
                + WEB.replace("image: .", "image: 'web:1'") + "\r\n";
        String form = "--b\r\n" + type + "--b\r\n" + name + "--b\r\n" + file + "--b--\r\n";
        String[] header = {"Content-Type", "multipart/form-data; boundary=b"};

        HttpResponse<String> registered = client.send("POST", "/orgs/acme/artefact-versions", form, header);

        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(200);
        JsonNode version = new JsonMapper().readTree(registered.body());
        assertThat(version.path("name").asText()).isEqualTo("web --b");
        assertThat(client.get("/orgs/acme/artefact-versions/"
                                + version.path("id").asText() + "/workload-spec")
                        .at("/metadata/name")
                        .asText())
                .isEqualTo("web");
        for (String bad : new String[] {form.replace("--b--", ""), "nothing", "--b\r\n\r\n"}) {
            assertThat(client.send("POST", "/orgs/acme/artefact-versions", bad, header)
                            .statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void aContainerVersionHasAllItsFields() throws Exception {
        String versions = "/orgs/acme/artefact-versions";
        JsonNode version = client.post(versions, "{\"type\": \"container\", \"name\": \"registry.example.com/web\"}");

        assertThat(version.has("ref") && version.has("commit") && version.has("digest"))
                .isTrue();
        assertThat(client.status("GET", versions + "/" + version.path("id").asText() + "/workload-spec", null))
                .isEqualTo(400);
        String branch = "{\"type\": \"container\", \"name\": \"web\", \"ref\": \"main\"}";
        assertThat(client.status("POST", versions, branch)).isEqualTo(400);
        assertThat(client.status("POST", versions + "?vcs=svn", branch)).isEqualTo(200);
    }
}
