package io.jenkins.plugins.humanitec.client.manifests;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown if manifests have faults. The message contains all of them. Nothing was changed. */
public final class InvalidManifestsException extends InvalidInputException {

    private static final long serialVersionUID = 1L;

    private final List<ManifestFault> faults;

    /**
     * Creates the exception.
     *
     * @param faults the faults, at least one
     */
    public InvalidManifestsException(List<ManifestFault> faults) {
        super(faults.stream().map(ManifestFault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** {@return the faults; unmodifiable} */
    public List<ManifestFault> faults() {
        return faults;
    }
}
