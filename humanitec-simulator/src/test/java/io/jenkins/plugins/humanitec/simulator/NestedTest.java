package io.jenkins.plugins.humanitec.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.humanitec.simulator.junit.SimulatorExtension;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nested classes of tests inherit the extension, and use the same simulator. */
class NestedTest {

    @RegisterExtension
    static final SimulatorExtension HUMANITEC = new SimulatorExtension(DemoData::addTo);

    private static Simulator first;

    @Test
    void theOuterClassHasASimulator() {
        remember();
    }

    private static void remember() {
        first = first == null ? HUMANITEC.simulator() : first;
        assertThat(HUMANITEC.simulator()).isSameAs(first);
    }

    @Nested
    class Inner {

        @Test
        void theInnerClassHasTheSameOne() {
            remember();
        }
    }

    @Nested
    class Other {

        @Test
        void theOtherClassToo() {
            remember();
        }
    }
}
