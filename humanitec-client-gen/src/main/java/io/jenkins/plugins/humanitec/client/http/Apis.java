package io.jenkins.plugins.humanitec.client.http;

import feign.Client;
import feign.Feign;
import feign.InvocationHandlerFactory;
import feign.Logger;
import feign.Request;
import feign.Retryer;
import feign.Target;
import feign.codec.DecodeException;
import io.jenkins.plugins.humanitec.client.SecretMasker;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Creates implementations of the generated interfaces. */
public final class Apis {

    private final Feign feign;
    private final String baseUri;
    private final Map<Class<?>, Object> made = new ConcurrentHashMap<>();

    /**
     * Creates the factory.
     *
     * @param client sends the requests
     * @param options the timeouts
     * @param baseUri the URL of the API, without a slash at the end
     * @param headers adds headers to each request
     * @param clock the clock for dates in {@code Retry-After}
     * @param secrets masks secrets in error messages of the API
     */
    public Apis(
            Client client,
            Request.Options options,
            URI baseUri,
            DefaultHeaders headers,
            Clock clock,
            SecretMasker secrets) {
        this.baseUri = baseUri.toString();
        JsonCodec json = new JsonCodec();
        this.feign = Feign.builder()
                .client(client)
                .options(options)
                .contract(GeneratedMethods.CONTRACT)
                .encoder(new BodyEncoder(json))
                .decoder(json)
                .decodeVoid()
                .errorDecoder(new ErrorResponses(clock, secrets))
                // Disables feign's retries, which would repeat a POST. RetryingClient repeats requests.
                .retryer(Retryer.NEVER_RETRY)
                .logger(new Logger.NoOpLogger())
                .requestInterceptor(headers)
                .invocationHandlerFactory(new Handlers(this.baseUri))
                .build();
    }

    /**
     * Returns an implementation of a generated interface.
     *
     * @param type the interface
     * @param <A> the type of the interface
     * @return the implementation; each call returns the same one
     */
    public <A extends ApiClient.Api> A get(Class<A> type) {
        return type.cast(
                made.computeIfAbsent(type, t -> feign.newInstance(new Target.HardCodedTarget<>(type, baseUri))));
    }

    /** Prepares the arguments of calls, and unwraps exceptions of this library from those of feign. */
    private static final class Handlers implements InvocationHandlerFactory {

        private final InvocationHandlerFactory standard = new InvocationHandlerFactory.Default();
        private final String baseUri;

        Handlers(String baseUri) {
            this.baseUri = baseUri;
        }

        @Override
        public InvocationHandler create(
                @SuppressWarnings("rawtypes") Target target, Map<Method, MethodHandler> dispatch) {
            InvocationHandler handler = standard.create(target, dispatch);
            return (proxy, method, arguments) -> {
                Object[] prepared = GeneratedMethods.preparation(method).apply(arguments);
                if (prepared != null && prepared.length > 0 && prepared[0] instanceof URI uri) {
                    PathSegmentEncoder.requireBelow(baseUri, uri);
                }
                try {
                    return handler.invoke(proxy, method, prepared);
                } catch (DecodeException e) {
                    throw e.getCause() instanceof HumanitecException ours ? ours : e;
                }
            };
        }
    }
}
