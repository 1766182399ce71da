package io.jenkins.plugins.humanitec.client.diagnostics;

import java.util.Optional;

/** An exception that knows why a deployment or workloads have failed. */
public interface Diagnosed {

    /** {@return the report; empty if there is none} */
    Optional<FailureReport> failureReport();
}
