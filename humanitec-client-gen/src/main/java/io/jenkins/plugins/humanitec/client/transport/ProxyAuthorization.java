package io.jenkins.plugins.humanitec.client.transport;

import io.jenkins.plugins.humanitec.client.SecretMasker;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds the credentials that a proxy requires, as the JDK's HTTP client does with an {@link Authenticator}: after a
 * challenge, with the scheme Basic (RFC 7617), and then for each request. The JDK's HTTP client cannot be used for
 * this: if it has an authenticator, versions before Java 24 remove the {@code Authorization} header of requests
 * (JDK-8326949).
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
    /** The values of the header by proxy. */
    private final Map<InetSocketAddress, String> accepted = new ConcurrentHashMap<>();
    /** The passwords, and the credentials in Base64, that were sent so far. */
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    ProxyAuthorization(HttpClient http) {
        authenticator = http.authenticator();
        selector = http.proxy();
    }

    /**
     * Adds the credentials for the proxy of a URL, if it required them before. The JDK's HTTP client sends this header
     * only to proxies.
     */
    void addTo(HttpRequest.Builder request, URI uri) {
        if (!accepted.isEmpty()) {
            proxy(uri).map(accepted::get).ifPresent(value -> request.setHeader(HEADER, value));
        }
    }

    /**
     * Finds credentials after a proxy has rejected a request.
     *
     * @param refusal the response with the status 407
     * @param uri the URL of the request
     * @return whether there are other credentials than those of the rejected request, so that it can be sent again
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
            forget(refusal, uri);
            return false;
        }
        accepted.put(proxy.get(), value.get());
        return true;
    }

    /** Forgets the credentials of a rejected request, so that they are not sent again before the proxy requests them. */
    void forget(HttpResponse<?> refusal, URI uri) {
        Optional<String> rejected = refusal.request().headers().firstValue(HEADER);
        if (rejected.isPresent()) {
            proxy(uri).ifPresent(proxy -> accepted.remove(proxy, rejected.get()));
        }
    }

    /** Adds the secrets that were sent to proxies to a masker. */
    void addSecretsTo(SecretMasker masker) {
        secrets.forEach(masker::add);
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
        byte[] bytes = pair.getBytes(charset);
        secrets.add(new String(found.getPassword()));
        // Without padding, which some pages leave out.
        secrets.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
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
     * Returns why the proxy rejects a request, and what to do, as a sentence for users.
     *
     * @param refusal the last response with the status 407
     * @param uri the URL of the request
     */
    String explain(HttpResponse<?> refusal, URI uri) {
        String proxy = proxy(uri)
                .map(address -> "the proxy " + address.getHostString() + ":" + address.getPort())
                .orElse("a proxy");
        List<String> schemes = challenges(refusal).stream()
                .flatMap(challenge -> SCHEME.matcher(challenge).results().map(scheme -> scheme.group(1)))
                .toList();
        if (!schemes.isEmpty() && schemes.stream().noneMatch("Basic"::equalsIgnoreCase)) {
            return proxy + " requires credentials of the scheme " + String.join(" or ", schemes)
                    + ", but only Basic is supported.";
        }
        if (refusal.request().headers().firstValue(HEADER).isEmpty()) {
            return proxy + " requires a user name and a password, but none are set for it." + start(uri);
        }
        String start = start(uri);
        return start.isEmpty()
                ? proxy + " rejects the user name and the password that are set for it."
                : proxy + " requires a user name and a password." + start;
    }

    /**
     * Returns a hint if Java does not send Basic credentials to a proxy, which is the default for https. It reads this
     * property only once, at its first request.
     */
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
