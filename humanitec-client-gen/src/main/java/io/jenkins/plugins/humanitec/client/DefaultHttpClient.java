package io.jenkins.plugins.humanitec.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** The HTTP client of those who bring none. */
final class DefaultHttpClient {

    private DefaultHttpClient() {}

    /**
     * What the HTTP client does between two reads or writes is done by the thread that reads and writes: there is little of it,
     * and to hand it over to yet another thread takes longer. Over plain http it does not ask for HTTP/2 with each request, nor
     * read which authorities the system trusts, which takes longer than all else: it cannot get from there to https, since it
     * follows no redirects.
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
            throw new IllegalStateException("This Java has no TLS.", e);
        }
    }
}
