package io.jenkins.plugins.humanitec.client.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.json.Json;
import java.io.File;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Copies a value of a script into types that JSON supports and Java can serialize: {@link LinkedHashMap} with text keys,
 * {@link ArrayList}, String, Number, Boolean and null. Rejects other values. The message names the location and the type, but
 * never the content, which may be a secret.
 */
final class PlainValues {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_VALUES = 1_000_000;

    /**
     * The null objects of libraries that scripts use. They are recognized by class name, since a call of {@code equals} could
     * run code of the script.
     */
    private static final Set<String> NULLS =
            Set.of("net.sf.json.JSONNull", "org.json.JSONObject$Null", "org.codehaus.groovy.runtime.NullObject");

    private final String step;
    private int count;

    private PlainValues(String step) {
        this.step = step;
    }

    /**
     * Copies a value.
     *
     * @param step the name of the step, for the message
     * @param place the location of the value, such as {@code values}
     * @param value any value, or null
     * @return the copy
     * @throws InvalidInputException if the value cannot be copied
     */
    static @Nullable Object copy(String step, String place, @Nullable Object value) {
        return new PlainValues(step).copy(place, value, 0);
    }

    private @Nullable Object copy(String place, @Nullable Object value, int depth) {
        if (depth > MAX_DEPTH || ++count > MAX_VALUES) {
            throw refused(
                    place,
                    "is too large: it has more than " + MAX_DEPTH + " levels or " + MAX_VALUES
                            + " values, or contains itself.");
        }
        if (value instanceof JsonNode json) {
            return copy(place, Json.MAPPER.convertValue(json, Object.class), depth);
        }
        if (value == null || isNull(value)) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            return map(place, map, depth);
        }
        if (value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return number(place, number);
        }
        String text = text(value);
        if (text != null) {
            return text;
        }
        if (value instanceof Iterable<?> elements) {
            List<Object> list = new ArrayList<>();
            for (Object element : elements) {
                list.add(copy(place + "[" + list.size() + "]", element, depth + 1));
            }
            return list;
        }
        if (value.getClass().isArray() && !(value instanceof byte[])) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                list.add(copy(place + "[" + i + "]", Array.get(value, i), depth + 1));
            }
            return list;
        }
        throw refused(
                place,
                "is of the type " + value.getClass().getTypeName()
                        + ", which cannot be sent. Give texts, numbers, true or false, and lists and maps of these.");
    }

    private static boolean isNull(@Nullable Object value) {
        if (value == null || NULLS.contains(value.getClass().getName())) {
            return true;
        }
        // json-lib also has null objects that are empty maps whose text is "null".
        return value instanceof Map<?, ?> map
                && value.getClass().getName().equals("net.sf.json.JSONObject")
                && map.isEmpty()
                && "null".equals(map.toString());
    }

    private LinkedHashMap<String, Object> map(String place, Map<?, ?> map, int depth) {
        LinkedHashMap<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = key(place, entry.getKey());
            if (copy.containsKey(key)) {
                throw refused(place, "has the key '" + Argument.shown(key) + "' twice.");
            }
            copy.put(key, copy(place + "." + Argument.shown(key), entry.getValue(), depth + 1));
        }
        return copy;
    }

    private String key(String place, Object key) {
        if (key instanceof Boolean) {
            throw refused(
                    place,
                    "has the key " + key
                            + ", which is not a text. YAML reads on, yes and true, or off, no and false, as booleans."
                            + " Write such keys in quotes, such as 'on' or 'no'.");
        }
        if (key instanceof Number number) {
            return Numbers.text(number);
        }
        String text = isNull(key) ? null : text(key);
        if (text == null) {
            throw refused(
                    place,
                    isNull(key)
                            ? "has a key without a name: a variable in it is probably not set."
                            : "has a key of the type " + key.getClass().getTypeName() + ". Use texts as keys.");
        }
        return text;
    }

    private Number number(String place, Number number) {
        if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw refused(place, "is " + number + ", which JSON does not support.");
            }
            return number;
        }
        if (number instanceof Integer
                || number instanceof Long
                || number instanceof BigDecimal
                || number instanceof BigInteger
                || number instanceof Short
                || number instanceof Byte) {
            return number;
        }
        // Other numbers, such as atomic counters, may change later, so they are copied.
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            throw refused(
                    place,
                    "is of the type " + number.getClass().getTypeName()
                            + ", which cannot be sent. Give another number.");
        }
    }

    /** Returns the text form of a value, or null if the value is not a single text. */
    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof char[] characters) {
            return String.valueOf(characters);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof UUID
                || value instanceof URI
                || value instanceof URL
                || value instanceof File
                || value instanceof Path
                || value instanceof LocalDate) {
            return value.toString();
        }
        Instant instant = instant(value);
        // The time format of the API: UTC, with Z, and milliseconds at most.
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static @Nullable Instant instant(@Nullable Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        if (value instanceof Date date) {
            // Dates of java.sql do not support toInstant().
            return Instant.ofEpochMilli(date.getTime());
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant();
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        return value instanceof ZonedDateTime time ? time.toInstant() : null;
    }

    private InvalidInputException refused(String place, String why) {
        return new InvalidInputException("Parameter '" + place + "' of " + step + " " + why);
    }
}
