package io.jenkins.plugins.humanitec.client.testing;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.simulator.http.TlsKeyStore;
import io.undertow.util.Headers;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A program that goes through a proxy's tunnel to a server with TLS: a JVM of its own, since the JDK reads only once whether it
 * may send credentials there. Prints for each version of HTTP whether the token, and nothing for the proxy, arrived.
 */
public final class TunnelMain {

    private static final String TOKEN = "the-token";

    private TunnelMain() {}

    /** @param arguments the file with the server's certificate */
    public static void main(String... arguments) throws Exception {
        Set<String> arrived = ConcurrentHashMap.newKeySet();
        try (AskingProxy proxy = new AskingProxy("Basic realm=\"proxy\"");
                TlsServer server =
                        new TlsServer(TlsKeyStore.at(Path.of(arguments[0])).context(), 100, exchange -> {
                            arrived.add(exchange.getProtocol() + ": "
                                    + (("Bearer " + TOKEN)
                                                    .equals(exchange.getRequestHeaders()
                                                            .getFirst("Authorization"))
                                            && !exchange.getRequestHeaders().contains("Proxy-Authorization")));
                            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
                            exchange.getResponseSender().send("[]");
                        })) {
            for (HttpClient.Version version : HttpClient.Version.values()) {
                HttpClient http = HttpClient.newBuilder()
                        .version(version)
                        .proxy(proxy.selector())
                        .authenticator(new Authenticator() {
                            @Override
                            protected PasswordAuthentication getPasswordAuthentication() {
                                return new PasswordAuthentication(AskingProxy.USER, AskingProxy.PASSWORD.toCharArray());
                            }
                        })
                        .build();
                HumanitecClient client = HumanitecClient.builder()
                        .baseUri(server.uri())
                        .bearerToken(TOKEN)
                        .httpClient(http)
                        .build();
                client.values().list(new AppRef("acme", "shop"));
                client.values().list(new AppRef("acme", "shop"));
            }
            System.out.println(String.join(", ", arrived.stream().sorted().toList()) + ", refused: "
                    + proxy.refused().size());
        }
        System.exit(0);
    }
}
