package io.jenkins.plugins.humanitec.simulator;

import io.jenkins.plugins.humanitec.simulator.state.App;
import io.jenkins.plugins.humanitec.simulator.state.World;

/** What the organization {@code acme} has for trying things out. */
public final class DemoData {

    private DemoData() {}

    /** @param world what the data is added to */
    public static void addTo(World world) {
        App shop = world.addApp("acme", "shop", "Shop");
        shop.addEnv("development", "Development", "development")
                .addModule("frontend", "Deployment", 1)
                .addModule("backend", "Deployment", 2)
                .addModule("migration", "Job", 1);
        shop.addEnv("production", "Production", "production")
                .addModule("frontend", "Deployment", 3)
                .addModule("backend", "Deployment", 4);
        shop.setValue("LOG_LEVEL", "info", "How much the shop logs", false);
        shop.setValue("PAYMENT_KEY", "demo-payment-key", "The key of the payment service", true);
        shop.env("production").setValue("LOG_LEVEL", "warn", "How much the shop logs", false);
        world.addApp("acme", "prototype", "Prototype").addEnv("development", "Development", "development");
    }
}
