package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the steps of pipelines do to an application. */
public interface PipelineActions {

    /**
     * Starts an action.
     *
     * @param name the name of the action, such as {@code deploy}
     * @param inputs the inputs of the step, without expressions
     * @param step the step
     * @return the started action
     * @throws Problem if it cannot be started; the step has failed then
     */
    Action start(String name, JsonNode inputs, PipelineStep step);

    /** @return the shared values of the application by key, without secret ones, for expressions */
    ObjectNode values();

    /**
     * A started action.
     *
     * @param outputs the outputs of the step by name
     * @param nextCheck tells how far the action is: returns when to ask again, or nothing if the action is complete; throws a
     *     {@link Problem} if it has failed
     */
    record Action(Map<String, String> outputs, Supplier<Optional<Instant>> nextCheck) {}
}
