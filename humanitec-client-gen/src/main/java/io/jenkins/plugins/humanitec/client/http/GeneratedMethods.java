package io.jenkins.plugins.humanitec.client.http;

import feign.Contract;
import feign.MethodMetadata;
import feign.Param;
import feign.QueryMap;
import feign.RequestLine;
import io.jenkins.plugins.humanitec.client.generated.UtcTime;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Reads the annotations of the generated interfaces, as feign does. Changes those with which feign would send a request
 * that differs from the API description.
 */
final class GeneratedMethods {

    private GeneratedMethods() {}

    /** Shared by all clients, since the interfaces do not change. */
    private static final Map<Class<?>, List<MethodMetadata>> READ = new ConcurrentHashMap<>();

    private static final Map<Method, UnaryOperator<Object[]>> PREPARATIONS = new ConcurrentHashMap<>();

    /**
     * Feign's contract, changed so that it encodes slashes, accepts one media type, and supports maps as query
     * parameters.
     */
    static final Contract CONTRACT = api -> READ.computeIfAbsent(api, GeneratedMethods::read);

    private static List<MethodMetadata> read(Class<?> api) {
        List<MethodMetadata> methods = new Contract.Default().parseAndValidateMetadata(api);
        methods.forEach(method -> {
            method.template().decodeSlash(false);
            acceptTheFirstType(method);
            expandMaps(method);
        });
        return methods;
    }

    /** Accepts only the first media type, since the return type is generated for it. */
    private static void acceptTheFirstType(MethodMetadata method) {
        method.template().headers().getOrDefault("Accept", List.of()).stream()
                .findFirst()
                .ifPresent(types -> {
                    method.template().removeHeader("Accept");
                    method.template().header("Accept", types.split(",")[0]);
                });
    }

    /**
     * In the API description, maps are always query parameters of the style deepObject, which feign does not support.
     */
    private static void expandMaps(MethodMetadata method) {
        Parameter[] parameters = method.method().getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (isMap(parameters[i])) {
                method.indexToName().remove(i);
                method.template().query(parameters[i].getAnnotation(Param.class).value(), List.of());
                method.queryMapIndex(i);
            }
        }
    }

    private static boolean isMap(Parameter parameter) {
        return Map.class.isAssignableFrom(parameter.getType()) && parameter.isAnnotationPresent(Param.class);
    }

    /**
     * Returns how to prepare the arguments of a method, so that feign writes them as the API description requires. The
     * result throws {@link io.jenkins.plugins.humanitec.client.InvalidInputException} for an argument that is not
     * allowed in its path segment, header or form.
     *
     * @param method a method of a generated interface
     * @return prepares the arguments, which are null if there are none
     */
    static UnaryOperator<Object[]> preparation(Method method) {
        return PREPARATIONS.computeIfAbsent(method, GeneratedMethods::newPreparation);
    }

    private static UnaryOperator<Object[]> newPreparation(Method method) {
        RequestLine line = method.getAnnotation(RequestLine.class);
        if (line == null) {
            return UnaryOperator.identity();
        }
        String path = line.value().split("\\?", 2)[0];
        feign.Headers headers = method.getAnnotation(feign.Headers.class);
        String inHeaders = headers == null ? "" : String.join("\n", headers.value());
        List<UnaryOperator<Object>> each = Stream.of(method.getParameters())
                .map(parameter -> preparation(parameter, path, inHeaders))
                .toList();
        return arguments -> {
            if (arguments == null) {
                return null;
            }
            Object[] prepared = new Object[arguments.length];
            for (int i = 0; i < prepared.length; i++) {
                prepared[i] = each.get(i).apply(arguments[i]);
            }
            return prepared;
        };
    }

    private static UnaryOperator<Object> preparation(Parameter parameter, String path, String inHeaders) {
        Param param = parameter.getAnnotation(Param.class);
        if (param == null) {
            return parameter.isAnnotationPresent(QueryMap.class)
                    ? argument -> flat((Map<?, ?>) argument)
                    : UnaryOperator.identity();
        }
        String name = param.value();
        if (path.contains("{" + name + "}")) {
            return argument -> PathSegmentEncoder.encode(name, argument);
        }
        if (inHeaders.contains("{" + name + "}")) {
            return argument -> Headers.requireValue(name, argument);
        }
        if (inHeaders.contains("multipart/form-data")) {
            return argument -> BodyEncoder.requireFormValue(name, argument);
        }
        if (isMap(parameter)) {
            return argument -> deepObject(name, (Map<?, ?>) argument, "[", "]");
        }
        return argument -> argument instanceof OffsetDateTime ? UtcTime.textOf(argument) : argument;
    }

    private static Map<String, Object> deepObject(String name, Map<?, ?> fields, String open, String close) {
        Map<String, Object> expanded = new LinkedHashMap<>();
        if (fields != null) {
            fields.forEach((key, value) -> expanded.put(name + open + key + close, value));
        }
        return expanded;
    }

    /** The generated classes for query parameters are maps of encoded values. A map in such a map is a deepObject. */
    private static Map<String, Object> flat(Map<?, ?> parameters) {
        Map<String, Object> flat = new LinkedHashMap<>();
        if (parameters == null) {
            return flat;
        }
        parameters.forEach((name, value) -> {
            if (value instanceof Map<?, ?> fields) {
                flat.putAll(deepObject(name.toString(), fields, "%5B", "%5D"));
            } else {
                flat.put(name.toString(), value);
            }
        });
        return flat;
    }
}
