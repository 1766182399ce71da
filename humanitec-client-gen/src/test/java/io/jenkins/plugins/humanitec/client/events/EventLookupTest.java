package io.jenkins.plugins.humanitec.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.simulator.environments.Env;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLookupTest extends EventScenario {

    @Test
    void aWebhookIsLookedUp() {
        poll();
        String id = deploy();
        simulator.moveTime(HOUR);
        String body = "{\"app_id\": \"shop\", \"env_id\": \"dev\", \"deploy_id\": \"" + id + "\"}";

        List<String> requests = requestsOf(() -> assertThat(lookUp(body)).containsExactly(started(id), succeeded(id)));

        assertThat(requests).containsExactly("GET /envs/dev", "GET /envs/dev/deploys");
        assertThat(lookUp(body)).isEmpty();
        assertThat(poll()).isEmpty();
    }

    @Test
    void aWebhookOfACreationAndDeletionIsLookedUp() {
        poll();
        Env preview = shop().addEnv("pr-12", "Preview", "development");
        assertThat(lookUp("{\"env_id\": \"pr-12\"}")).containsExactly("environmentCreated pr-12 development  created");
        preview.delete();
        simulator.moveTime(HOUR);

        assertThat(lookUp("{\"env_id\": \"pr-12\"}")).containsExactly("environmentDeleted pr-12 development  deleted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"env_id\": \"dev\", \"deploy_id\": \"ffff\", \"status\": \"failed\"}",
                "{\"env_id\": \"nowhere\", \"scope\": \"environment\", \"type\": \"created\"}",
                "{\"env_id\": \"../../other/envs/dev\"}",
                "{\"env_id\": 7}",
                "{\"env_id\":",
                "",
                "[]"
            })
    void aFalseWebhookTellsNothing(String body) {
        poll();

        assertThat(lookUp(body)).isEmpty();
    }

    @Test
    void aWebhookOfAnUnknownFormatIsLookedUpEverywhere() {
        poll();
        String id = deploy();
        simulator.moveTime(HOUR);

        assertThat(lookUp("payload=text")).containsExactly(started(id), succeeded(id));
    }
}
