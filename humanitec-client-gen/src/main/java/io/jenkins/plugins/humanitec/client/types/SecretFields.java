package io.jenkins.plugins.humanitec.client.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Fields of the user's choice whose values are secrets, as an account's credentials. Only the names are in {@link #toString()}. */
public final class SecretFields {

    private final Map<String, Object> fields;

    private SecretFields(Map<String, ?> fields) {
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * @param fields the fields by name, whose values are what JSON knows
     * @return the fields
     */
    @JsonCreator
    public static SecretFields of(Map<String, ?> fields) {
        return new SecretFields(fields);
    }

    /** @return the fields by name, unmodifiable; keep them out of logs */
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
