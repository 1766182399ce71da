package io.jenkins.plugins.humanitec.client.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a script hands over is converted, or refused with a sentence. */
class ArgumentTest {

    private static final Date MOMENT = Date.from(Instant.parse("2026-03-02T08:15:00.123Z"));

    /** Declares the types of parameters. */
    @SuppressWarnings("unused")
    private static void types(Map<String, Object> any, Map<String, String> texts) {}

    private static Type type(int parameter) {
        return Arrays.stream(ArgumentTest.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("types"))
                .findFirst()
                .orElseThrow()
                .getGenericParameterTypes()[parameter];
    }

    private static final Type MAP = type(0);
    private static final Type TEXTS = type(1);

    private static Object content(Type type, Object given) {
        return Argument.content("humanitecTry", "it").convert(type, given);
    }

    private static Object naming(Type type, Object given) {
        return Argument.naming("humanitecTry", "it").convert(type, given);
    }

    private static String refusal(Type type, Object given) {
        return catchThrowableOfType(InvalidInputException.class, () -> naming(type, given))
                .getMessage();
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("a", "a"),
                Arguments.of(new ComposedText("a1"), "a1"),
                Arguments.of(5, "5"),
                Arguments.of(new BigDecimal("1.10"), "1.10"),
                Arguments.of(new BigDecimal("1.0e10"), "10000000000"),
                Arguments.of(1.0e10, "10000000000"),
                Arguments.of(0.25f, "0.25"),
                Arguments.of(new BigDecimal("1e999999999"), "1E+999999999"),
                Arguments.of(1e300, "1.0E+300"),
                Arguments.of(true, "true"),
                Arguments.of(MOMENT, "2026-03-02T08:15:00.123Z"),
                Arguments.of(null, null));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextMayBeGivenAsSomethingThatReadsSo(Object given, String expected) {
        assertThat(naming(String.class, given)).isEqualTo(expected);
    }

    @Test
    void aMapOfTextsHasTexts() {
        assertThat(naming(TEXTS, Map.of("a", 5, new ComposedText("b"), new BigDecimal("1.10"))))
                .isEqualTo(Map.of("a", "5", "b", "1.10"));
        assertThat(naming(MAP, Map.of("a", 5))).isEqualTo(Map.of("a", 5));
        Map<String, Object> unset = new LinkedHashMap<>();
        unset.put("a", JsonNodeFactory.instance.nullNode());
        assertThat(refusal(TEXTS, unset))
                .isEqualTo(
                        "Parameter 'it.a' of humanitecTry must be a text, but is not set. Write '' for an empty text.");
        assertThat(refusal(TEXTS, Map.of("a", List.of())))
                .isEqualTo("Parameter 'it.a' of humanitecTry must be a text, but is a list.");
    }

    @Test
    void whoStoresListsAndMapsIsToldHow() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> content(String.class, Map.of("a", 1)))
                .withMessage(
                        "Parameter 'it' of humanitecTry must be a text, but is a map. To convert it to JSON text, use "
                                + "writeJSON(returnText: true, json: …) or groovy.json.JsonOutput.toJson(…).");
    }

    @Test
    void aBooleanMayBeGivenAsText() {
        assertThat(naming(boolean.class, "false")).isEqualTo(false);
        assertThat(naming(boolean.class, new ComposedText(" True\n"))).isEqualTo(true);
        assertThat(naming(boolean.class, true)).isEqualTo(true);
        assertThat(refusal(boolean.class, "yes"))
                .isEqualTo("Parameter 'it' of humanitecTry must be true or false, but is 'yes'.");
        assertThat(refusal(boolean.class, 1))
                .isEqualTo("Parameter 'it' of humanitecTry must be true or false, but is '1'.");
        assertThat(refusal(boolean.class, null))
                .isEqualTo("Parameter 'it' of humanitecTry must be true or false, but is not set.");
    }

    @Test
    void aNumberMayBeGivenAsText() {
        assertThat(naming(int.class, "60")).isEqualTo(60);
        assertThat(naming(int.class, new ComposedText(" 60 "))).isEqualTo(60);
        assertThat(naming(int.class, 60L)).isEqualTo(60);
        assertThat(naming(int.class, new BigDecimal("60.0"))).isEqualTo(60);
        for (Object unfit : List.of("abc", "", "1.5", 1.5, "5000000000", 5_000_000_000L, "1e999999999", true)) {
            assertThat(refusal(int.class, unfit))
                    .isEqualTo("Parameter 'it' of humanitecTry must be a whole number of seconds, but is '" + unfit
                            + "'.");
        }
        assertThat(refusal(int.class, Map.of()))
                .isEqualTo("Parameter 'it' of humanitecTry must be a whole number of seconds, but is a map.");
        assertThat(refusal(int.class, null))
                .isEqualTo("Parameter 'it' of humanitecTry must be a whole number of seconds, but is not set.");
    }

    @Test
    void aNumberMayBeLeftOutIfItsTypePermitsThat() {
        assertThat(naming(Integer.class, "60")).isEqualTo(60);
        assertThat(naming(Integer.class, null)).isNull();
        assertThat(refusal(Integer.class, "many"))
                .isEqualTo("Parameter 'it' of humanitecTry must be a whole number, but is 'many'.");
    }

    @Test
    void whatIsNoMapIsNone() {
        assertThat(refusal(MAP, "a=b"))
                .isEqualTo("Parameter 'it' of humanitecTry must be a map, such as [name: 'value'], but is 'a=b'.");
        assertThat(refusal(MAP, new String[] {"a"}))
                .isEqualTo("Parameter 'it' of humanitecTry must be a map, such as [name: 'value'], but is a list.");
        assertThat(naming(MAP, null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "null",
        "registry.example.com/x:null",
        "x@null",
        "null/x",
        "registry.example.com/null/x:1",
        "refs/heads/null",
        "x:${TAG}",
        "x:${env.TAG}",
        "x:${params.TAG}",
        "x:$TAG"
    })
    void whatNamesSomethingHasItsVariablesSet(String text) {
        assertThat(refusal(String.class, text)).startsWith("Parameter 'it' of humanitecTry is '" + text + "'. ");
        assertThat(refusal(TEXTS, Map.of("k", text)))
                .startsWith("Parameter 'it.k' of humanitecTry is '" + text + "'. ");
        assertThat(refusal(MAP, Map.of("k", text))).startsWith("Parameter 'it.k' of humanitecTry is '" + text + "'. ");
        assertThat(refusal(MAP, Map.of(text, 1)))
                .startsWith("A key of parameter 'it' of humanitecTry is '" + text + "'. ");
        assertThat(content(String.class, text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"NULL", "nullable", "annull", "fix/nullpointer", "sha256:0", "${resources.db.host}", "a$b", "''"})
    void otherNamesAreNotDoubted(String text) {
        Argument argument = Argument.naming("humanitecTry", "it");

        assertThat(argument.convert(String.class, text)).isEqualTo(text);
        assertThat(argument.warnings()).isEmpty();
    }

    @Test
    void whatIsOddButPossibleIsOnlyWarnedAbout() {
        Argument name = Argument.naming("humanitecTry", "it");
        assertThat(name.convert(String.class, "pr-null")).isEqualTo("pr-null");
        assertThat(name.warnings())
                .containsExactly("Parameter 'it' of humanitecTry is 'pr-null'. A variable in it is probably not set.");

        Argument text = Argument.content("humanitecTry", "it");
        assertThat(text.convert(TEXTS, Map.of("A", "null"))).isEqualTo(Map.of("A", "null"));
        assertThat(text.warnings())
                .containsExactly(
                        "Parameter 'it.A' of humanitecTry is the text 'null'. A variable in it is probably not set.");
    }

    @Test
    void whatIsNoTextIsNotShown() {
        assertThat(refusal(String.class, List.of("hush-hush")))
                .isEqualTo("Parameter 'it' of humanitecTry must be a text, but is a list.");
    }

    @Test
    void aLongTextIsNotShownWhole() {
        assertThat(refusal(int.class, "x\ny".repeat(1000))).hasSizeLessThan(300).doesNotContain("\n");
    }

    @Test
    void anUnknownParameterIsToldWithThoseThatThereAre() {
        assertThat(Argument.unknown("humanitecTry", "timout", List.of("timeout", "wait")))
                .hasMessage("humanitecTry has no parameter 'timout'. Its parameters: timeout, wait.");
    }
}
