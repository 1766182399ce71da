package io.jenkins.plugins.humanitec.simulator;

import io.jenkins.plugins.humanitec.simulator.operations.ClassPathFile;

/** Demo data: the organization {@code acme} with the applications {@code shop} and {@code prototype}. */
public final class DemoData {

    private static final DataFile DATA = DataFile.parse(ClassPathFile.text(DemoData.class, "demo.yaml"));

    private DemoData() {}

    /**
     * Adds the demo data. Replaces the applications {@code shop} and {@code prototype} of {@code acme}.
     *
     * @param world the data of the simulator
     */
    public static void addTo(World world) {
        DATA.accept(world);
    }
}
