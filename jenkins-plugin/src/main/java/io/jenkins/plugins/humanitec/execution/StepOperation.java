package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import java.io.Serializable;
import java.util.List;

/** What a step does: its parameters, which are saved with the Pipeline, and texts about it. */
public interface StepOperation extends Serializable {

    /** @return the connection, credentials, application and environment that the step itself names */
    @NonNull
    TargetSettings targetSettings();

    /** @return the name of the step in Pipelines */
    @NonNull
    String functionName();

    /** @return what the step does, as an infinitive without "to", for messages */
    @NonNull
    String action();

    /** @return the values of secret parameters; they must not be stored or shown */
    @NonNull
    List<String> secrets();

    /** @return why the parameters cannot be used, a sentence each */
    @NonNull
    List<String> refusals();

    /** @return warnings about the parameters, a sentence each */
    @NonNull
    List<String> warnings();

    /**
     * Checks the parameters before the step starts, so that invalid ones fail it at once.
     *
     * @throws InvalidInputException if a parameter is invalid
     */
    void check();
}
