package io.jenkins.plugins.humanitec.client.transport;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives proxies the credentials that they ask for, as the JDK's client does with an {@link Authenticator}: on request, in the
 * scheme Basic (RFC 7617), and from then on with each request. The JDK's client cannot be left to do it: with an authenticator
 * it removes the header {@code Authorization} from requests before Java 24 (JDK-8326949).
 */
final class ProxyAuthorization {

    private static final String HEADER = "Proxy-Authorization";
    private static final Pattern SCHEME =
            Pattern.compile("(?:^|,)\\s*([A-Za-z][A-Za-z0-9-]*)(?=\\s+[^=\\s]|\\s*(?:,|$))");
    private static final Pattern BASIC = Pattern.compile("(?i)(?:^|,)\\s*Basic(?:\\s+|$)(.*)");
    private static final Pattern REALM = Pattern.compile("(?i)realm\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,]+))");
    private static final Pattern UTF8 = Pattern.compile("(?i)charset\\s*=\\s*\"?UTF-8\"?");

    private final Optional<Authenticator> authenticator;
    private final Optional<ProxySelector> selector;
    /** Values of the header, by proxy. */
    private final Map<InetSocketAddress, String> accepted = new ConcurrentHashMap<>();

    ProxyAuthorization(HttpClient http) {
        authenticator = http.authenticator();
        selector = http.proxy();
    }

    /** Adds what the proxy that leads to the URI has asked for before. The JDK's client never sends it to anyone else. */
    void addTo(HttpRequest.Builder request, URI uri) {
        if (!accepted.isEmpty()) {
            proxy(uri).map(accepted::get).ifPresent(value -> request.setHeader(HEADER, value));
        }
    }

    /**
     * Finds credentials for a proxy that has refused a request.
     *
     * @param refusal the answer with status 407
     * @return whether there are some that it has not seen yet, so that the request should be sent again
     */
    boolean accept(HttpResponse<?> refusal, URI uri) {
        Optional<InetSocketAddress> proxy = proxy(uri);
        Optional<String> challenge = challenges(refusal).stream()
                .map(BASIC::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
        if (proxy.isEmpty() || challenge.isEmpty() || authenticator.isEmpty()) {
            return false;
        }
        Optional<String> value = credentials(proxy.get(), challenge.get(), uri);
        Optional<String> seen = refusal.request().headers().firstValue(HEADER);
        if (value.isEmpty() || value.equals(seen)) {
            accepted.remove(proxy.get());
            return false;
        }
        accepted.put(proxy.get(), value.get());
        return true;
    }

    private Optional<String> credentials(InetSocketAddress proxy, String challenge, URI uri) {
        Matcher realm = REALM.matcher(challenge);
        String prompt = !realm.find() ? null : realm.group(1) != null ? realm.group(1) : realm.group(2);
        PasswordAuthentication found = authenticator
                .get()
                .requestPasswordAuthenticationInstance(
                        proxy.getHostString(),
                        proxy.getAddress(),
                        proxy.getPort(),
                        "http",
                        prompt,
                        "Basic",
                        url(uri),
                        Authenticator.RequestorType.PROXY);
        if (found == null || found.getUserName() == null) {
            return Optional.empty();
        }
        String pair = found.getUserName() + ":" + new String(found.getPassword());
        boolean needsUtf8 = !StandardCharsets.ISO_8859_1.newEncoder().canEncode(pair);
        Charset charset =
                needsUtf8 || UTF8.matcher(challenge).find() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(charset)));
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Optional<InetSocketAddress> proxy(URI uri) {
        return selector.or(() -> Optional.ofNullable(ProxySelector.getDefault()))
                .map(all -> all.select(uri))
                .flatMap(proxies -> proxies.stream()
                        .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                        .map(Proxy::address)
                        .map(InetSocketAddress.class::cast)
                        .findFirst());
    }

    private static List<String> challenges(HttpResponse<?> refusal) {
        return refusal.headers().allValues("Proxy-Authenticate");
    }

    /**
     * @param refusal the last answer with status 407
     * @return why the proxy refuses the request and what to do about it, for people
     */
    String explain(HttpResponse<?> refusal, URI uri) {
        String proxy = proxy(uri)
                .map(address -> "the proxy " + address.getHostString() + ":" + address.getPort())
                .orElse("a proxy");
        List<String> schemes = challenges(refusal).stream()
                .flatMap(challenge -> SCHEME.matcher(challenge).results().map(scheme -> scheme.group(1)))
                .toList();
        if (!schemes.isEmpty() && schemes.stream().noneMatch("Basic"::equalsIgnoreCase)) {
            return proxy + " wants credentials in the scheme " + String.join(" or ", schemes)
                    + ", and only Basic can be sent.";
        }
        if (refusal.request().headers().firstValue(HEADER).isEmpty()) {
            return proxy + " wants a user name and a password, and none are set for it." + start(uri);
        }
        String start = start(uri);
        return start.isEmpty()
                ? proxy + " does not accept the user name and the password that are set for it."
                : proxy + " wants a user name and a password." + start;
    }

    /** Java keeps Basic credentials from proxies for https until it is told otherwise, which it reads once. */
    private static String start(URI uri) {
        boolean isTunnel = "https".equals(uri.getScheme());
        String property = "jdk.http.auth." + (isTunnel ? "tunneling" : "proxying") + ".disabledSchemes";
        String disabled = System.getProperty(property, isTunnel ? "Basic" : "");
        return disabled.toLowerCase(Locale.ROOT).contains("basic")
                ? " Java does not send them in the scheme Basic unless it is started with -D" + property
                        + "= (with nothing after the equals sign)."
                : "";
    }
}
