package io.jenkins.plugins.humanitec.execution;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.session.TargetSettings;
import java.io.Serializable;
import java.util.List;

/** The parameters of a step, which are saved with the Pipeline, and texts for its messages. */
public interface StepOperation extends Serializable {

    /** {@return the connection, credentials, application and environment that are set on the step itself} */
    @NonNull
    TargetSettings targetSettings();

    /** {@return the name of the step in Pipelines} */
    @NonNull
    String functionName();

    /** {@return what the step does, as an infinitive without "to", for messages} */
    @NonNull
    String action();

    /** {@return the values of secret parameters, which must not be stored or shown} */
    @NonNull
    List<String> secrets();

    /** {@return the errors in the parameters, one sentence each} */
    @NonNull
    List<String> refusals();

    /** {@return the warnings about the parameters, one sentence each} */
    @NonNull
    List<String> warnings();

    /**
     * Checks the parameters before the step starts.
     *
     * @throws InvalidInputException if a parameter is invalid
     */
    void check();
}
