package io.jenkins.plugins.humanitec.client.http;

import feign.Contract;
import feign.MethodMetadata;
import feign.Param;
import feign.RequestLine;
import io.jenkins.plugins.humanitec.client.Identifiers;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Sees to it that an argument that belongs into the path becomes exactly one segment of it. Feign by default writes
 * {@code %2F} as a slash, takes what looks encoded for encoded, and leaves out what is null, so that a request could reach
 * another object than the one it names.
 */
final class OnePathSegment {

    private OnePathSegment() {}

    /** Feign's own contract, with slashes that stay encoded. */
    static final Contract KEEPING_ENCODED_SLASHES = api -> {
        List<MethodMetadata> methods = new Contract.Default().parseAndValidateMetadata(api);
        methods.forEach(method -> method.template().decodeSlash(false));
        return methods;
    };

    /**
     * @param method a method of a generated interface
     * @param arguments its arguments, or null if it has none
     * @return the arguments, with those that belong into the path encoded
     * @throws InvalidInputException if such an argument is null, empty, {@code .} or {@code ..}
     */
    static Object[] encode(Method method, Object[] arguments) {
        RequestLine line = method.getAnnotation(RequestLine.class);
        if (line == null || arguments == null) {
            return arguments;
        }
        String path = line.value().split("\\?", 2)[0];
        Object[] encoded = arguments.clone();
        Annotation[][] annotations = method.getParameterAnnotations();
        for (int i = 0; i < encoded.length; i++) {
            for (Annotation annotation : annotations[i]) {
                if (annotation instanceof Param param && path.contains("{" + param.value() + "}")) {
                    encoded[i] = encode(param.value(), encoded[i]);
                }
            }
        }
        return encoded;
    }

    private static String encode(String name, Object value) {
        String text = value == null ? "" : value.toString();
        if (text.isEmpty()) {
            throw new InvalidInputException("No " + name + " is given.");
        }
        if (Identifiers.isDotSegment(text)) {
            throw new InvalidInputException("'" + text + "' cannot be a " + name + ": no URL can name it.");
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
