package io.jenkins.plugins.humanitec.client.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * User-defined fields whose values are secrets, such as the credentials of an account. {@link #toString()} contains
 * only the names.
 */
public final class SecretFields {

    private final Map<String, Object> fields;

    private SecretFields(Map<String, ?> fields) {
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * {@return the fields}
     *
     * @param fields the fields by name; the values are types that JSON supports
     */
    @JsonCreator
    public static SecretFields of(Map<String, ?> fields) {
        return new SecretFields(fields);
    }

    /** {@return the fields by name, unmodifiable; do not log them} */
    @JsonValue
    public Map<String, Object> fields() {
        return fields;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretFields that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fields);
    }

    @Override
    public String toString() {
        return "SecretFields" + fields.keySet();
    }
}
