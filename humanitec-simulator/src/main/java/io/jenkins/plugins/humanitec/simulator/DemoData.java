package io.jenkins.plugins.humanitec.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.simulator.environments.App;
import io.jenkins.plugins.humanitec.simulator.users.Users;
import io.swagger.v3.core.util.Yaml;

/** Demo data: the organization {@code acme} with the applications {@code shop} and {@code prototype}. */
public final class DemoData {

    private static final String RELEASE_PIPELINE = """
            name: Release
            on:
              pipeline_call: {}
            jobs:
              check:
                steps:
                  - name: Check
                    uses: actions/humanitec/run-checks@v1
              deploy:
                steps:
                  - name: Approve
                    uses: actions/humanitec/approve@v1
                    with: {env_id: production, message: 'May it be released?'}
                  - name: Deploy
                    uses: actions/humanitec/deploy@v1
                    with: {env_id: production}
            """;

    private DemoData() {}

    /**
     * Adds the demo data. Replaces the applications {@code shop} and {@code prototype} of {@code acme}.
     *
     * @param world the data of the simulator
     */
    public static void addTo(World world) {
        App shop = world.addApp("acme", "shop", "Shop");
        shop.addEnv("development", "Development", "development")
                .addModule("frontend", "Deployment", 1)
                .addModule("backend", "Deployment", 2)
                .addModule("migration", "Job", 1)
                .deployed();
        shop.addEnv("production", "Production", "production")
                .addModule("frontend", "Deployment", 3)
                .addModule("backend", "Deployment", 4)
                .deployed();
        shop.pipelines().create(releasePipeline(), RELEASE_PIPELINE, Users.ADMINISTRATOR);
        shop.setValue("LOG_LEVEL", "info", "How much the shop logs", false);
        shop.setValue("PAYMENT_KEY", "demo-payment-key", "The key of the payment service", true);
        shop.env("production").setValue("LOG_LEVEL", "warn", "How much the shop logs", false);
        world.addApp("acme", "prototype", "Prototype").addEnv("development", "Development", "development");
    }

    private static JsonNode releasePipeline() {
        try {
            return Yaml.mapper().readTree(RELEASE_PIPELINE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
