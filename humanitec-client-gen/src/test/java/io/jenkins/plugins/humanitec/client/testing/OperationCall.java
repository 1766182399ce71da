package io.jenkins.plugins.humanitec.client.testing;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import feign.Param;
import feign.QueryMap;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.swagger.v3.oas.models.Operation;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A call of an operation's generated method with the contract's examples. */
public final class OperationCall {

    private final Method method;
    private final Object[] arguments;

    public OperationCall(Operation operation, ContractExamples contract, StoredObjects stored, Path files)
            throws Exception {
        method = method(operation);
        arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(method.getParameters()[i], operation, contract, stored, files);
        }
    }

    public Object on(HumanitecClient client) throws Exception {
        Object api = client.api(method.getDeclaringClass().asSubclass(ApiClient.Api.class));
        try {
            return method.invoke(api, arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private static Method method(Operation operation) throws ClassNotFoundException {
        Class<?> api = Class.forName(
                "io.jenkins.plugins.humanitec.client.api." + operation.getTags().get(0) + "Api");
        return Arrays.stream(api.getMethods())
                .filter(method -> method.getName().equals(operation.getOperationId()))
                .filter(method -> Arrays.stream(method.getParameters())
                        .noneMatch(parameter -> parameter.isAnnotationPresent(QueryMap.class)))
                .findFirst()
                .orElseThrow();
    }

    private static Object argument(
            Parameter parameter, Operation operation, ContractExamples contract, StoredObjects stored, Path files)
            throws IOException {
        if (parameter.getType() == File.class) {
            return Files.writeString(files.resolve("web-1.2.3.tgz"), "a chart").toFile();
        }
        Param param = parameter.getAnnotation(Param.class);
        JsonNode example = param == null ? contract.body(operation) : contract.parameter(operation, param.value());
        JavaType type = Json.MAPPER.constructType(parameter.getParameterizedType());
        String name = param == null ? "" : param.value();
        return Json.MAPPER.convertValue(stored.inPlaceOfExamples(name, example), type);
    }
}
