package io.jenkins.plugins.humanitec.simulator.junit;

import io.jenkins.plugins.humanitec.simulator.Simulator;
import io.jenkins.plugins.humanitec.simulator.SimulatorOptions;
import io.jenkins.plugins.humanitec.simulator.World;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulator for the tests of a class, in a static field with {@code @RegisterExtension}. It starts before the first test, has
 * its initial data before each test, and stops after the last one.
 */
public class SimulatorExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final SimulatorOptions options;
    private final Consumer<World> data;
    private Simulator simulator;
    private String owner;

    /**
     * Creates an extension for a simulator on a free port that accepts only valid requests.
     *
     * @param data adds the initial data, for example {@code DemoData::addTo} or a {@code DataFile}
     */
    public SimulatorExtension(Consumer<World> data) {
        this(SimulatorOptions.DEFAULT.withStrict(), data);
    }

    /**
     * Creates an extension.
     *
     * @param options the options of the simulator
     * @param data adds the initial data, for example {@code DemoData::addTo} or a {@code DataFile}
     */
    public SimulatorExtension(SimulatorOptions options, Consumer<World> data) {
        this.options = options;
        this.data = data;
    }

    /**
     * Returns the simulator.
     *
     * @return the running simulator; null outside of the tests
     */
    public Simulator simulator() {
        return simulator;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // Nested classes inherit the extension and use the same simulator.
        if (simulator == null) {
            simulator = Simulator.start(options, data);
            owner = context.getUniqueId();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        simulator.reset();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getUniqueId().equals(owner)) {
            simulator.close();
            simulator = null;
        }
    }
}
