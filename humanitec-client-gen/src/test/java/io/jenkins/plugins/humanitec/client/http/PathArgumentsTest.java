package io.jenkins.plugins.humanitec.client.http;

import static io.jenkins.plugins.humanitec.client.testing.TestHumanitec.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import feign.Param;
import feign.RequestLine;
import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.HumanitecClient;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.api.ActiveResourcesApi;
import io.jenkins.plugins.humanitec.client.api.DeltasApi;
import io.jenkins.plugins.humanitec.client.api.ImagesApi;
import io.jenkins.plugins.humanitec.client.api.SharedValuesApi;
import io.jenkins.plugins.humanitec.client.contract.AnyRequest;
import io.jenkins.plugins.humanitec.client.contract.Contract;
import io.jenkins.plugins.humanitec.client.contract.Operation;
import io.jenkins.plugins.humanitec.client.errors.HumanitecException;
import io.jenkins.plugins.humanitec.client.generated.ApiClient;
import io.jenkins.plugins.humanitec.client.json.Json;
import io.jenkins.plugins.humanitec.client.representations.RepresentationsApi;
import io.jenkins.plugins.humanitec.client.testing.ContractExamples;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an argument of a path may contain, in each operation and by each way to call it. */
class PathArgumentsTest {

    private static final Map<String, String> VALID =
            Map.of("valueSetVersionId", "3f2504e0-4f89-41d3-9a0c-0305e82c3301");

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    /** What some decoder, once or several times, would make a step to another object or an empty segment of. */
    static Stream<String> steps() {
        return Stream.of(
                ".",
                "..",
                "../",
                "a/..",
                "a/../b",
                "a/./b",
                "..%2F",
                "%2e%2e",
                "%2E%2E%2f",
                ".%2e/",
                "a%2f..",
                "%252e%252e%252f",
                "%25252e%25252e",
                "..;",
                "a/..;v=1/b",
                "..%3b/",
                "..\\",
                "a\\..\\b",
                "..%5c",
                ".. /",
                "..+",
                "..?a",
                "..#a",
                "%u002e%u002e/",
                "%c0%ae%c0%ae/",
                "\uFF0E\uFF0E\uFF0F",
                "/",
                "a/",
                "/a",
                "a//b",
                "%2F",
                "a%2f%2Fb",
                "%25252525252525252525252e",
                "",
                " ",
                "a\nb",
                "a\r",
                "a\u0000",
                "a%00",
                "a%0d%0aHost: x",
                "a\u007f",
                "a\u0085",
                "a\uD800");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void noStepToAnotherObjectIsTaken(String step) {
        HumanitecClient client = humanitec.client();

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> client.api(DeltasApi.class).getDelta("acme", "shop", step))
                .withMessageContaining("deltaId");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> AnyRequest.of("getImage", Map.of("orgId", "acme", "imageId", step), null))
                .withMessageContaining("imageId");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> client.values().delete(SHOP, step));
        assertThat(humanitec.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../", "%252e%252e%252f"})
    void noOperationTakesOne(String step) throws Exception {
        HumanitecClient client = humanitec.client();
        int refused = 0;
        for (String id : Contract.get().operationIds()) {
            Operation operation = Contract.get().operation(id);
            for (Operation.Parameter parameter : operation.parameters()) {
                if (parameter.in().equals("path") && parameter.type().equals("string")) {
                    refusedByName(client, operation, parameter.name(), step);
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(450);
        for (Class<? extends ApiClient.Api> api : apis()) {
            for (Method method : api.getMethods()) {
                if (method.isAnnotationPresent(RequestLine.class)) {
                    refusedByMethod(client.api(api), method, step);
                }
            }
        }
        assertThat(humanitec.requests()).isEmpty();
    }

    private static List<Class<? extends ApiClient.Api>> apis() throws ClassNotFoundException {
        List<Class<? extends ApiClient.Api>> apis = new ArrayList<>();
        apis.add(RepresentationsApi.class);
        for (String tag : new ContractExamples()
                .operations().stream()
                        .map(one -> one.getTags().get(0))
                        .distinct()
                        .toList()) {
            apis.add(Class.forName("io.jenkins.plugins.humanitec.client.api." + tag + "Api")
                    .asSubclass(ApiClient.Api.class));
        }
        return apis;
    }

    private static void refusedByName(HumanitecClient client, Operation operation, String hostile, String step) {
        Map<String, Object> parameters = new HashMap<>();
        operation.parameters().stream()
                .filter(parameter -> parameter.in().equals("path"))
                .forEach(parameter -> parameters.put(parameter.name(), valid(parameter.name())));
        parameters.put(hostile, step);
        assertThatExceptionOfType(InvalidInputException.class)
                .as("%s, %s", operation.id(), hostile)
                .isThrownBy(
                        () -> AnyRequest.of(operation.id(), parameters, null).send(client.context()))
                .withMessageContaining(hostile);
    }

    private static Object valid(String name) {
        return name.equals("stepIndex") ? "0" : VALID.getOrDefault(name, "g-valid");
    }

    private static void refusedByMethod(Object api, Method method, String step) throws IllegalAccessException {
        String path = method.getAnnotation(RequestLine.class).value().split("\\?")[0];
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (isInPath(parameters[i], path) && parameters[i].getType() == String.class) {
                Object[] arguments = Arrays.stream(parameters)
                        .map(parameter -> isInPath(parameter, path) ? valid(parameter) : null)
                        .toArray();
                arguments[i] = step;
                try {
                    method.invoke(api, arguments);
                    throw new AssertionError(method + " takes " + step);
                } catch (InvocationTargetException e) {
                    assertThat(e.getCause()).as("%s", method).isInstanceOf(InvalidInputException.class);
                }
            }
        }
    }

    private static Object valid(Parameter parameter) {
        return Json.MAPPER.convertValue(
                valid(parameter.getAnnotation(Param.class).value()), parameter.getType());
    }

    private static boolean isInPath(Parameter parameter, String path) {
        Param param = parameter.getAnnotation(Param.class);
        return param != null && path.contains("{" + param.value() + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.example.com/shop/backend",
                "registry.example.com/shop/backend:1.4.2",
                "shop/backend",
                "1.4.2-rc.1",
                "..1",
                "1..",
                "a..b",
                "...",
                ".hidden",
                "shared.db",
                "modules.backend.externals.db",
                "modules.backend.externals.db#1",
                "urn:humanitec:acme:shop",
                "acme/queue",
                "sha256:9be36d7e",
                "a%2Fb",
                "a?b=c",
                "a b",
                "a;b",
                "\u00e4\u00f6\u4e2d",
                "{x}",
                "a+b",
                "a*b",
                "%",
                "100%",
                "%zz",
                "a~b"
            })
    void anyOtherArgumentIsOneSegment(String id) {
        HumanitecClient client = humanitec.client();
        Map<String, String> resource =
                Map.of("orgId", "acme", "appId", "shop", "envId", "dev", "type", "postgres", "resId", id);

        List<Runnable> calls = List.of(
                () -> client.api(ImagesApi.class).getImage("acme", id),
                () -> client.api(DeltasApi.class).getDelta("acme", "shop", id),
                () -> client.api(ActiveResourcesApi.class)
                        .deleteActiveResource("acme", "shop", "dev", "postgres", id, (Boolean) null),
                () -> AnyRequest.of("deleteActiveResource", resource, null).send(client.context()));
        for (Runnable call : calls) {
            try {
                call.run();
            } catch (HumanitecException e) {
                // Whether there is such an object is of no interest.
            }
        }

        assertThat(humanitec.recorded()).hasSize(4).allSatisfy(request -> {
            String segment = request.path().substring(request.path().lastIndexOf('/') + 1);
            assertThat(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .isEqualTo(id);
        });
    }

    /** Readings and writings check what deletions check. */
    @Test
    void identifiersAndKeysAreCheckedWhateverTheMethod() {
        SharedValuesApi values = humanitec.client().api(SharedValuesApi.class);

        for (String id : List.of("Acme", "a--b", "a", "a b", "acme/shop", "a".repeat(51))) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> values.listApplicationValues(id, "shop"))
                    .withMessageContaining("is not the ID of an organization");
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> values.createApplicationValue("acme", id, null))
                    .withMessageContaining("is not the ID of an application");
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> values.deleteEnvironmentValues("acme", "shop", id))
                    .withMessageContaining("is not the ID of an environment");
        }
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> values.patchApplicationValue("acme", "shop", "a b", null))
                .withMessageContaining("is not the key of a shared value");
        assertThat(humanitec.requests()).isEmpty();
    }

    @Test
    void aMessageShowsAHostileArgumentInOneLine() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new AppRef("acme", "shop\nFinished: SUCCESS"))
                .withMessageStartingWith("'shop Finished: SUCCESS' is not the ID of an application");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> humanitec.client().api(DeltasApi.class).getDelta("acme", "shop", "../\n"))
                .withMessage("'../' cannot be used as deltaId: it has control characters.");
    }
}
