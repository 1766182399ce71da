package io.jenkins.plugins.humanitec.simulator.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The key and the self-signed certificate of a simulator, in a PKCS #12 file with the password {@value #PASSWORD}. The
 * certificate is for {@code localhost} and {@code 127.0.0.1}. Clients can use the same file as their trust store.
 */
public final class TlsKeyStore {

    /** The password of the file, the default of the JDK. It needs no protection. */
    public static final String PASSWORD = "changeit";

    private static final String KEY =
            "-keyalg EC -dname CN=localhost -ext SAN=dns:localhost,ip:127.0.0.1" + " -validity 3650 -storetype PKCS12";

    private final Path file;

    private TlsKeyStore(Path file) {
        this.file = file;
    }

    /**
     * Returns the key store in a file. Creates the file if it does not exist. An existing file is not read.
     *
     * @param file the file; its folder must exist
     * @return the key store
     * @throws IOException if the file cannot be created, or if the thread is interrupted meanwhile
     */
    public static TlsKeyStore at(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        return new TlsKeyStore(file);
    }

    /** Runs keytool, because the JDK has no public API to sign certificates. */
    private static void create(Path file) throws IOException {
        Stream<String> command = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD);
        Process keytool = new ProcessBuilder(
                        Stream.concat(command, Stream.of(KEY.split(" "))).toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("Cannot create the key store " + file + ": " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while creating the key store " + file, e);
        }
    }

    /** @return the file */
    public Path file() {
        return file;
    }

    /**
     * Reads the file and creates a TLS context, for servers and clients.
     *
     * @return the context, which has the key and trusts the certificate
     * @throws IOException if the file cannot be read, is not a PKCS #12 file, or has another password
     * @throws GeneralSecurityException if the key or the certificate cannot be used
     */
    public SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        shown.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
