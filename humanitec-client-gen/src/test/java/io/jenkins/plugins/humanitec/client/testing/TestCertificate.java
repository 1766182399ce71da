package io.jenkins.plugins.humanitec.client.testing;

import io.jenkins.plugins.humanitec.simulator.http.TlsKeyStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One certificate for all tests of a process: it takes another process to create it. */
public final class TestCertificate {

    private static final TlsKeyStore KEYS = create();

    private TestCertificate() {}

    private static TlsKeyStore create() {
        try {
            Path folder = Files.createTempDirectory("humanitec-test");
            TlsKeyStore keys = TlsKeyStore.at(folder.resolve("keys.p12"));
            folder.toFile().deleteOnExit();
            keys.file().toFile().deleteOnExit();
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the key store of a server at {@code localhost}, which is also the trust store of its clients */
    public static TlsKeyStore keys() {
        return KEYS;
    }
}
