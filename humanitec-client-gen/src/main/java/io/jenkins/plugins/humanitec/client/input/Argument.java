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

/**
 * What a script gives as one parameter of a step. It is converted into what the parameter takes, or refused with a sentence.
 * Texts, whole numbers and booleans are taken for each other where they read alike.
 */
public final class Argument {

    private static final int LONGEST_SHOWN = 100;
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
     * @param step the name of the step
     * @param parameter the name of the parameter
     * @return an argument that names something: neither it, nor a key or text in it, may be {@code null}
     */
    public static Argument naming(String step, String parameter) {
        return new Argument(step, parameter, false);
    }

    /**
     * @param step the name of the step
     * @param parameter the name of the parameter
     * @return an argument that may have any text; there is only a warning if one is {@code null}
     */
    public static Argument content(String step, String parameter) {
        return new Argument(step, parameter, true);
    }

    /**
     * @param type what the parameter takes: {@code String}, {@code boolean}, {@code int}, a {@code Map}, of {@code String} or
     *     not, or {@code Object}
     * @param given what the script gives, or null
     * @return what the parameter gets; maps, lists and what is in them can be serialized, and are copies
     * @throws InvalidInputException if it cannot be converted; the message names the step, the parameter and the place in it
     */
    public Object convert(Type type, Object given) {
        Object plain = PlainValues.copy(step, name, given);
        if (type == boolean.class) {
            return bool(plain);
        }
        if (type == int.class) {
            return wholeNumber(plain);
        }
        if (plain == null) {
            return null;
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

    private boolean bool(Object plain) {
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

    private int wholeNumber(Object plain) {
        if (plain instanceof Number || plain instanceof String) {
            try {
                return new BigDecimal(plain.toString().strip()).intValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                // Refused below.
            }
        }
        throw wrong(name, "a whole number of seconds", plain);
    }

    private LinkedHashMap<String, Object> map(Map<?, ?> plain, boolean hasTexts) {
        LinkedHashMap<String, Object> map = new LinkedHashMap<>();
        plain.forEach((key, value) -> {
            String place = name + "." + shown(key.toString());
            requireSet("A key of parameter '" + name + "' of " + step, key.toString());
            if (value == null && hasTexts) {
                throw new InvalidInputException("Parameter '" + place + "' of " + step
                        + " must be a text, but is not set; an empty one is ''.");
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

    private InvalidInputException wrong(String place, String due, Object plain) {
        StringBuilder sentence =
                new StringBuilder("Parameter '" + place + "' of " + step + " must be " + due + ", but ");
        if (plain == null) {
            return new InvalidInputException(sentence + "is not set.");
        }
        if (plain instanceof Map || plain instanceof List) {
            sentence.append("is a ").append(plain instanceof Map ? "map." : "list.");
            if (isContent) {
                sentence.append(" As JSON it is a text: give writeJSON(returnText: true, json: …)"
                        + " or groovy.json.JsonOutput.toJson(…).");
            }
            return new InvalidInputException(sentence.toString());
        }
        return new InvalidInputException(sentence + "is '" + shown(plain.toString()) + "'.");
    }

    /** @return what is odd about the converted argument, a sentence each; without secrets */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * @param step the name of a step
     * @param parameter the name of a parameter that it does not have
     * @param known the names of its parameters
     * @return why the argument is refused
     */
    public static InvalidInputException unknown(String step, String parameter, Iterable<String> known) {
        StringJoiner names = new StringJoiner(", ");
        known.forEach(names::add);
        return new InvalidInputException(
                step + " has no parameter '" + shown(parameter) + "'. Its parameters: " + names + ".");
    }

    /** As much of a text as a message needs, in one line. */
    static String shown(String text) {
        return LogSanitizer.inOneLine(text, LONGEST_SHOWN);
    }
}
