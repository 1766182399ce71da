package io.jenkins.plugins.humanitec.client.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a script hands over is copied into what JSON knows and Java can serialize, at any depth, or refused with a sentence. */
class PlainValuesTest {

    private static final Date MOMENT = Date.from(Instant.parse("2026-03-02T08:15:00.123Z"));

    private static Object copy(Object given) {
        return Argument.content("humanitecTry", "it").convert(Object.class, given);
    }

    private static String refusal(Object given) {
        return catchThrowableOfType(InvalidInputException.class, () -> copy(given))
                .getMessage();
    }

    private static Map<String, Object> nested(Object value) {
        return Map.of("a", List.of(Map.of("b", value)));
    }

    private enum Colour {
        RED {
            @Override
            public String toString() {
                return "a colour";
            }
        }
    }

    static Stream<Arguments> values() throws Exception {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));
        calendar.setTime(MOMENT);
        return Stream.of(
                Arguments.of(null, null),
                Arguments.of(JsonNodeFactory.instance.nullNode(), null),
                Arguments.of("a", "a"),
                Arguments.of(new ComposedText("a1"), "a1"),
                Arguments.of(new StringBuilder("b"), "b"),
                Arguments.of('c', "c"),
                Arguments.of("cd".toCharArray(), "cd"),
                Arguments.of(true, true),
                Arguments.of(1, 1),
                Arguments.of(1L, 1L),
                Arguments.of(new BigDecimal("1.10"), new BigDecimal("1.10")),
                Arguments.of(BigInteger.TEN, BigInteger.TEN),
                Arguments.of(1.5, 1.5),
                Arguments.of(new AtomicInteger(7), new BigDecimal(7)),
                Arguments.of(Colour.RED, "RED"),
                Arguments.of(new UUID(0, 1), "00000000-0000-0000-0000-000000000001"),
                Arguments.of(URI.create("https://example.com/a"), "https://example.com/a"),
                Arguments.of(URI.create("https://example.com/a").toURL(), "https://example.com/a"),
                Arguments.of(new File("a/b"), "a/b"),
                Arguments.of(Path.of("a", "b"), "a/b"),
                Arguments.of(MOMENT, "2026-03-02T08:15:00.123Z"),
                Arguments.of(new Timestamp(MOMENT.getTime()), "2026-03-02T08:15:00.123Z"),
                Arguments.of(new java.sql.Date(MOMENT.getTime()), "2026-03-02T08:15:00.123Z"),
                Arguments.of(calendar, "2026-03-02T08:15:00.123Z"),
                Arguments.of(Instant.parse("2026-03-02T08:15:00.123456789Z"), "2026-03-02T08:15:00.123Z"),
                Arguments.of(OffsetDateTime.parse("2026-03-02T08:15:00+09:00"), "2026-03-01T23:15:00Z"),
                Arguments.of(ZonedDateTime.parse("2026-03-02T08:15:00+01:00[Europe/Berlin]"), "2026-03-02T07:15:00Z"),
                Arguments.of(LocalDate.of(2026, 3, 2), "2026-03-02"),
                Arguments.of("a,b".split(","), List.of("a", "b")),
                Arguments.of(new int[] {1, 2}, List.of(1, 2)),
                Arguments.of(new Object[][] {{"a"}, {}}, List.of(List.of("a"), List.of())),
                Arguments.of(new LinkedHashSet<>(List.of("b", "a")), List.of("b", "a")),
                Arguments.of((Iterable<String>) () -> List.of("x").iterator(), List.of("x")),
                Arguments.of(Map.of(new ComposedText("k"), new ComposedText("v")), Map.of("k", "v")),
                Arguments.of(Map.of(8080, "a"), Map.of("8080", "a")),
                Arguments.of(Map.of(new BigDecimal("1.10"), "a"), Map.of("1.10", "a")),
                Arguments.of(Json.MAPPER.readTree("{\"a\": [1, null]}"), Map.of("a", Arrays.asList(1, null))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueBecomesWhatJsonKnowsAtAnyDepth(Object given, Object expected) throws Exception {
        assertThat(copy(given)).isEqualTo(expected);

        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", new Object[] {Arrays.asList(given, "last")});
        Object copy = copy(map);

        assertThat(copy).isEqualTo(Map.of("a", List.of(Arrays.asList(expected, "last"))));
        new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(copy);
        assertThat(Json.MAPPER.writeValueAsString(copy)).isNotEmpty();
    }

    @Test
    void theOrderOfAMapStays() {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (String key : List.of("z", "a", "m")) {
            map.put(key, 1);
        }

        assertThat(((Map<?, ?>) copy(map)).keySet().toString()).isEqualTo("[z, a, m]");
    }

    @Test
    void whatIsCopiedDoesNotChangeWithTheOriginal() {
        List<Object> list = new ArrayList<>(List.of("a"));
        Object copy = copy(Map.of("a", list));

        list.add("b");

        assertThat(copy).isEqualTo(Map.of("a", List.of("a")));
    }

    static Stream<Arguments> unfit() {
        Map<String, Object> circle = new LinkedHashMap<>();
        circle.put("again", circle);
        Object tree = "leaf";
        for (int i = 0; i < 40; i++) {
            tree = List.of(tree, tree);
        }
        Map<Object, Object> twice = new LinkedHashMap<>();
        twice.put(1, "a");
        twice.put("1", "b");
        Map<Object, Object> nameless = new LinkedHashMap<>();
        nameless.put(null, "a");
        String at = "Parameter 'it.a[0].b' of humanitecTry ";
        return Stream.of(
                Arguments.of(
                        new ByteArrayInputStream(new byte[0]), at + "is of the type java.io.ByteArrayInputStream, "),
                Arguments.of(new byte[] {1}, at + "is of the type byte[], "),
                Arguments.of(LocalDateTime.of(2026, 3, 2, 8, 15), at + "is of the type java.time.LocalDateTime, "),
                Arguments.of(Double.NaN, at + "is NaN, which JSON does not support."),
                Arguments.of(Float.NEGATIVE_INFINITY, at + "is -Infinity, which JSON does not support."),
                Arguments.of(
                        Map.of(true, "x"), at + "has the key true, which is not a text. YAML reads on, yes and true"),
                Arguments.of(Map.of(Map.of(), "x"), at + "has a key of the type java.util."),
                Arguments.of(nameless, at + "has a key without a name: a variable in it is probably not set."),
                Arguments.of(twice, at + "has the key '1' twice."),
                Arguments.of(
                        List.of(Map.of("hush", new Object())), "'it.a[0].b[0].hush' of humanitecTry is of the type "),
                Arguments.of(
                        Named.of("a circle", circle),
                        "of humanitecTry is too large: it has more than 100 levels or 1000000 values"),
                Arguments.of(
                        Named.of("a tree", tree),
                        "of humanitecTry is too large: it has more than 100 levels or 1000000 values"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void whatHasNoFormIsRefusedByPlaceAndType(Object given, String sentence) {
        assertThat(refusal(nested(given))).contains(sentence).hasSizeLessThan(1000);
    }

    @Test
    void aRefusalDoesNotShowTheContent() {
        Object talkative = new Object() {
            @Override
            public String toString() {
                return "hush-hush";
            }
        };

        assertThat(refusal(nested(talkative))).doesNotContain("hush-hush");
    }
}
