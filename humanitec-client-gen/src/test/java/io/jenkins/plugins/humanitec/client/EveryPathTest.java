package io.jenkins.plugins.humanitec.client;

import static org.assertj.core.api.Assertions.assertThat;

import feign.Param;
import feign.QueryMap;
import io.jenkins.plugins.humanitec.client.contract.Contract;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.testing.ContractExamples;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.swagger.v3.oas.models.Operation;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each form of each generated method sends what it is given for the path in the path, and nowhere else: with the query as
 * arguments or by name, with headers in the answer or without.
 */
class EveryPathTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    @TempDir
    Path files;

    private final ContractExamples contract = new ContractExamples();

    @TestFactory
    Stream<DynamicTest> everyForm() {
        List<Operation> operations = contract.operations();
        assertThat(operations).hasSize(219);
        HumanitecClient client = humanitec.client();
        return operations.stream()
                .map(operation -> DynamicTest.dynamicTest(operation.getOperationId(), () -> {
                    List<Method> forms = forms(operation);
                    assertThat(forms).hasSizeBetween(2, 4);
                    for (Method form : forms) {
                        check(client, operation, form, false);
                        if (Arrays.stream(form.getParameters()).anyMatch(EveryPathTest::isQueryByName)) {
                            check(client, operation, form, true);
                        }
                    }
                }));
    }

    private static List<Method> forms(Operation operation) throws ClassNotFoundException {
        String id = operation.getOperationId();
        Class<?> api = Class.forName(
                "io.jenkins.plugins.humanitec.client.api." + operation.getTags().get(0) + "Api");
        return Arrays.stream(api.getMethods())
                .filter(method -> Set.of(id, id + "WithHttpInfo").contains(method.getName()))
                .toList();
    }

    private static boolean isQueryByName(Parameter parameter) {
        return parameter.isAnnotationPresent(QueryMap.class);
    }

    /** @param isEmpty whether a query by name is given but empty, rather than not given at all */
    private void check(HumanitecClient client, Operation operation, Method form, boolean isEmpty) throws Exception {
        Map<String, String> inPath = new HashMap<>();
        Object[] arguments = new Object[form.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Parameter parameter = form.getParameters()[i];
            arguments[i] = isQueryByName(parameter) && isEmpty
                    ? parameter.getType().getConstructor().newInstance()
                    : argument(operation, parameter, inPath);
        }

        Object api = client.api(form.getDeclaringClass().asSubclass(ApiClient.Api.class));
        try {
            form.invoke(api, arguments);
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).as("%s", form).isInstanceOf(HumanitecException.class);
        }

        String path = Contract.get().operation(operation.getOperationId()).path();
        for (Map.Entry<String, String> entry : inPath.entrySet()) {
            path = path.replace(
                    "{" + entry.getKey() + "}", URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8));
        }
        RecordedRequest sent = humanitec.recorded().get(humanitec.recorded().size() - 1);
        assertThat(sent.path()).as("%s", form).isEqualTo(path);
        assertThat(sent.query()).as("%s", form).isNullOrEmpty();
    }

    /** Nothing for the query, so that it could not stand in for the path. */
    private Object argument(Operation operation, Parameter parameter, Map<String, String> inPath) throws IOException {
        if (isQueryByName(parameter)) {
            return null;
        }
        if (parameter.getType() == File.class) {
            return Files.writeString(files.resolve("chart.tgz"), "a chart").toFile();
        }
        Param param = parameter.getAnnotation(Param.class);
        if (param == null) {
            return Json.MAPPER.convertValue(
                    contract.body(operation), Json.MAPPER.constructType(parameter.getParameterizedType()));
        }
        boolean isInPath = Contract.get().operation(operation.getOperationId()).parameters().stream()
                .anyMatch(declared ->
                        declared.in().equals("path") && declared.name().equals(param.value()));
        if (!isInPath) {
            return null;
        }
        String example = contract.parameter(operation, param.value()).asText();
        inPath.put(param.value(), example);
        return Json.MAPPER.convertValue(example, parameter.getType());
    }
}
