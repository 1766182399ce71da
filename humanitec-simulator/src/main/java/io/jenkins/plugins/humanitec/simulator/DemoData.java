package io.jenkins.plugins.humanitec.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Demo data: the organization {@code acme} with the applications {@code shop} and {@code prototype}. */
public final class DemoData {

    private static final DataFile DATA = read();

    private DemoData() {}

    private static DataFile read() {
        try (InputStream file = DemoData.class.getResourceAsStream("demo.yaml")) {
            return DataFile.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Adds the demo data. Replaces the applications {@code shop} and {@code prototype} of {@code acme}.
     *
     * @param world the data of the simulator
     */
    public static void addTo(World world) {
        DATA.accept(world);
    }
}
