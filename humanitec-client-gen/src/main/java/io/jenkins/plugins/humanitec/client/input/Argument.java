package io.jenkins.plugins.humanitec.client.input;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.LogSanitizer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A parameter value of a step that comes from a script. It is converted into the type of the parameter or rejected with a
 * message. Texts, whole numbers and booleans are converted into each other if their text forms are equal.
 */
public final class Argument {

    private static final int MAX_SHOWN_LENGTH = 100;
    private static final String UNSET = " A variable in it is probably not set.";

    private final String step;
    private final String name;
    private final boolean isContent;
    private final List<String> warnings = new ArrayList<>();

    private Argument(String step, String name, boolean isContent) {
        this.step = step;
        this.name = name;
        this.isContent = isContent;
    }

    /**
     * {@return an argument that names something} Keys and texts in it are rejected if they are {@code null}.
     *
     * @param step the name of the step
     * @param parameter the name of the parameter
     */
    public static Argument naming(String step, String parameter) {
        return new Argument(step, parameter, false);
    }

    /**
     * {@return an argument that can contain any text} A text that is {@code null} only results in a warning.
     *
     * @param step the name of the step
     * @param parameter the name of the parameter
     */
    public static Argument content(String step, String parameter) {
        return new Argument(step, parameter, true);
    }

    /**
     * Converts a value.
     *
     * @param type the type of the parameter: {@code String}, {@code boolean}, {@code int}, {@code Integer},
     *     {@code Object}, or a {@code Map} with or without {@code String} values
     * @param given the value from the script, or null
     * @return the converted value; maps, lists and their contents are serializable copies
     * @throws InvalidInputException if the value cannot be converted; the message names the step, the parameter and the
     *     location in it
     */
    public @Nullable Object convert(Type type, @Nullable Object given) {
        Object plain = PlainValues.copy(step, name, given);
        if (type == boolean.class) {
            return bool(plain);
        }
        if (type == int.class) {
            return wholeNumber("a whole number of seconds", plain);
        }
        if (plain == null) {
            return null;
        }
        if (type == Integer.class) {
            return wholeNumber("a whole number", plain);
        }
        if (type == String.class) {
            return text(name, plain);
        }
        if (type == Object.class) {
            return plain;
        }
        if (!(plain instanceof Map<?, ?> map)) {
            throw wrong(name, "a map, such as [name: 'value']", plain);
        }
        return map(map, type instanceof ParameterizedType of && of.getActualTypeArguments()[1] == String.class);
    }

    private boolean bool(@Nullable Object plain) {
        if (plain instanceof Boolean given) {
            return given;
        }
        if (plain instanceof String text) {
            String word = text.strip();
            if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
                return Boolean.parseBoolean(word);
            }
        }
        throw wrong(name, "true or false", plain);
    }

    private int wholeNumber(String expected, @Nullable Object plain) {
        if (plain instanceof Number || plain instanceof String) {
            try {
                return new BigDecimal(plain.toString().strip()).intValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                // Rejected below.
            }
        }
        throw wrong(name, expected, plain);
    }

    private LinkedHashMap<String, Object> map(Map<?, ?> plain, boolean hasTexts) {
        LinkedHashMap<String, Object> map = new LinkedHashMap<>();
        plain.forEach((key, value) -> {
            String place = name + "." + shown(key.toString());
            requireSet("A key of parameter '" + name + "' of " + step, key.toString());
            if (value == null && hasTexts) {
                throw new InvalidInputException("Parameter '" + place + "' of " + step
                        + " must be a text, but is not set. Write '' for an empty text.");
            }
            map.put(key.toString(), hasTexts || value instanceof String ? text(place, value) : value);
        });
        return map;
    }

    private String text(String place, Object plain) {
        if (plain instanceof Map || plain instanceof List) {
            throw wrong(place, "a text", plain);
        }
        String text = plain instanceof Number number ? Numbers.text(number) : plain.toString();
        String what = "Parameter '" + place + "' of " + step;
        if (isContent) {
            if (text.equals("null")) {
                warnings.add(what + " is the text 'null'." + UNSET);
            }
            return text;
        }
        requireSet(what, text);
        return text;
    }

    private void requireSet(String what, String text) {
        UnsetVariables.refuse(what, text);
        if (UnsetVariables.isPerhapsIn(text)) {
            warnings.add(what + " is '" + shown(text) + "'." + UNSET);
        }
    }

    private InvalidInputException wrong(String place, String expected, @Nullable Object plain) {
        StringBuilder sentence =
                new StringBuilder("Parameter '" + place + "' of " + step + " must be " + expected + ", but ");
        if (plain == null) {
            return new InvalidInputException(sentence + "is not set.");
        }
        if (plain instanceof Map || plain instanceof List) {
            sentence.append("is a ").append(plain instanceof Map ? "map." : "list.");
            if (isContent) {
                sentence.append(" To convert it to JSON text, use writeJSON(returnText: true, json: …)"
                        + " or groovy.json.JsonOutput.toJson(…).");
            }
            return new InvalidInputException(sentence.toString());
        }
        return new InvalidInputException(sentence + "is '" + shown(plain.toString()) + "'.");
    }

    /** {@return the warnings of the conversion, one sentence each; they contain no secrets} */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * {@return the exception for a parameter that a step does not have}
     *
     * @param step the name of the step
     * @param parameter the name of the unknown parameter
     * @param known the names of the step's parameters
     */
    public static InvalidInputException unknown(String step, String parameter, Iterable<String> known) {
        StringJoiner names = new StringJoiner(", ");
        known.forEach(names::add);
        return new InvalidInputException(
                step + " has no parameter '" + shown(parameter) + "'. Its parameters: " + names + ".");
    }

    /** Shortens a text for a message, in one line. */
    static String shown(String text) {
        return LogSanitizer.inOneLine(text, MAX_SHOWN_LENGTH);
    }
}
