package io.jenkins.plugins.humanitec.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Creates the HTTP client that is used if the caller sets none. */
final class DefaultHttpClient {

    private DefaultHttpClient() {}

    /**
     * Creates an HTTP client.
     *
     * <p>The executor runs tasks on the calling thread: these tasks are short, and passing them to another thread takes
     * longer. For plain http, the client uses only HTTP/1.1, so that requests do not ask for an upgrade to HTTP/2. It
     * also does not load the trusted certificate authorities of the system, which is the slowest part of its creation.
     * It needs none, since it follows no redirects to https.
     *
     * @param baseUri the URL of the API
     * @param connectTimeout how long connecting may take
     * @return the client
     */
    static HttpClient forApi(URI baseUri, Duration connectTimeout) {
        HttpClient.Builder http = HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Runnable::run);
        if ("https".equalsIgnoreCase(baseUri.getScheme())) {
            return http.build();
        }
        return http.version(HttpClient.Version.HTTP_1_1)
                .sslContext(trustingNobody())
                .build();
    }

    private static SSLContext trustingNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime does not support TLS. Use another one.", e);
        }
    }
}
