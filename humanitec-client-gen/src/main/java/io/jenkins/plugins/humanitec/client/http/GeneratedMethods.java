package io.jenkins.plugins.humanitec.client.http;

import feign.Contract;
import feign.MethodMetadata;
import feign.Param;
import feign.QueryMap;
import feign.RequestLine;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the generated interfaces as feign does, and sets right where that would send something else than the contract says. */
final class GeneratedMethods {

    private GeneratedMethods() {}

    /** Feign's own contract, with slashes that stay encoded, one acceptable media type, and maps as query parameters. */
    static final Contract CONTRACT = api -> {
        List<MethodMetadata> methods = new Contract.Default().parseAndValidateMetadata(api);
        methods.forEach(method -> {
            method.template().decodeSlash(false);
            acceptTheFirstType(method);
            expandMaps(method);
        });
        return methods;
    };

    /** The model is of the first media type; any other would be answered with something that it cannot hold. */
    private static void acceptTheFirstType(MethodMetadata method) {
        method.template().headers().getOrDefault("Accept", List.of()).stream()
                .findFirst()
                .ifPresent(types -> {
                    method.template().removeHeader("Accept");
                    method.template().header("Accept", types.split(",")[0]);
                });
    }

    /** The contract has maps only as query parameters of the style deepObject, which feign does not know. */
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
     * @param method a method of a generated interface
     * @param arguments its arguments, or null if it has none
     * @return the arguments in the form in which feign writes them as the contract says
     * @throws InvalidInputException if one cannot be a segment of a path but has to
     */
    static Object[] prepare(Method method, Object[] arguments) {
        RequestLine line = method.getAnnotation(RequestLine.class);
        if (line == null || arguments == null) {
            return arguments;
        }
        String path = line.value().split("\\?", 2)[0];
        Parameter[] parameters = method.getParameters();
        Object[] prepared = arguments.clone();
        for (int i = 0; i < prepared.length; i++) {
            Param param = parameters[i].getAnnotation(Param.class);
            if (param == null) {
                prepared[i] =
                        parameters[i].isAnnotationPresent(QueryMap.class) ? flat((Map<?, ?>) prepared[i]) : prepared[i];
            } else if (path.contains("{" + param.value() + "}")) {
                prepared[i] = Segments.encode(param.value(), prepared[i]);
            } else if (isMap(parameters[i])) {
                prepared[i] = deepObject(param.value(), (Map<?, ?>) prepared[i], "[", "]");
            } else if (prepared[i] instanceof OffsetDateTime time) {
                // Its toString leaves out seconds that are zero, which RFC 3339 asks for.
                prepared[i] = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
            }
        }
        return prepared;
    }

    private static Map<String, Object> deepObject(String name, Map<?, ?> fields, String open, String close) {
        Map<String, Object> expanded = new LinkedHashMap<>();
        if (fields != null) {
            fields.forEach((key, value) -> expanded.put(name + open + key + close, value));
        }
        return expanded;
    }

    /** The generated classes for query parameters are maps of encoded values, where a map in the map is a deepObject. */
    private static Map<String, Object> flat(Map<?, ?> parameters) {
        Map<String, Object> flat = new LinkedHashMap<>();
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
