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

/** Makes the generated interfaces work. */
public final class Apis {

    private final Feign feign;
    private final String baseUri;
    private final Map<Class<?>, Object> made = new ConcurrentHashMap<>();

    /**
     * @param client what sends requests
     * @param options time-outs
     * @param baseUri where the API is, with no slash at the end
     * @param headers the headers to add to each request
     * @param clock what dates are compared with
     * @param secrets what errors must not tell, whatever the API answers
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
                // RetryingClient knows which requests may be made again; feign's own retryer would repeat a POST.
                .retryer(Retryer.NEVER_RETRY)
                .logger(new Logger.NoOpLogger())
                .requestInterceptor(headers)
                .invocationHandlerFactory(new Handlers(this.baseUri))
                .build();
    }

    /**
     * @param type a generated interface
     * @param <A> its type
     * @return the interface, working; the same one at each call
     */
    public <A extends ApiClient.Api> A get(Class<A> type) {
        return type.cast(
                made.computeIfAbsent(type, t -> feign.newInstance(new Target.HardCodedTarget<>(type, baseUri))));
    }

    /** Prepares arguments, and gives our own exceptions back as they were thrown. */
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
