package io.jenkins.plugins.humanitec.client.contract;

import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.contract.ContractFile.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the secrets in the body of a request: values that the API description marks as a password or as
 * {@code SecretFields}, and each {@code value} in {@code secret_refs}, for which the API description has no schema.
 */
public final class BodySecrets {

    private static final String SECRET_FIELDS = "#/SecretFields";
    private static final String VALUE = "value";

    private final List<String> secrets = new ArrayList<>();

    private BodySecrets() {}

    /**
     * Returns the secrets in the body of a request.
     *
     * @param operationId the ID of the operation
     * @param body maps, lists, strings, numbers and booleans, or null
     * @return the secrets; empty if there are none, or if the operation does not exist
     */
    public static List<String> of(String operationId, @Nullable Object body) {
        BodySecrets found = new BodySecrets();
        try {
            Contract.get()
                    .operation(operationId)
                    .bodies()
                    .values()
                    .forEach(
                            schema -> found.look(ContractFile.at(schema, schema.substring(schema.indexOf('#'))), body));
        } catch (InvalidInputException e) {
            // The request reports the unknown operation.
        }
        return found.secrets;
    }

    /** Returns whether a schema describes a secret, or an object whose values are secrets. */
    static boolean isSecret(Found schema) {
        return schema.location().endsWith(SECRET_FIELDS)
                || "password".equals(schema.json().path("format").asText());
    }

    private void look(Found schema, @Nullable Object value) {
        Found found = schema.resolve(schema.json(), schema.location());
        if (isSecret(found)) {
            addAll(value);
            return;
        }
        for (String combination : List.of("allOf", "oneOf", "anyOf")) {
            Found parts = found.child(combination);
            for (int i = 0; i < parts.json().size(); i++) {
                look(new Found(parts.location() + "/" + i, parts.json().get(i)), value);
            }
        }
        if (value instanceof Map<?, ?> map) {
            lookInto(found, map);
        } else if (value instanceof List<?> list && found.json().has("items")) {
            list.forEach(element -> look(found.child("items"), element));
        }
    }

    private void lookInto(Found schema, Map<?, ?> map) {
        Found properties = schema.child("properties");
        map.forEach((name, field) -> {
            if (name.equals("secret_refs")) {
                addValues(field);
            } else if (name.equals(VALUE) && Boolean.FALSE.equals(map.get("is_secret"))) {
                // A shared value that is not secret.
                return;
            } else if (properties.json().has(name.toString())) {
                look(properties.child(name.toString()), field);
            } else if (schema.json().path("additionalProperties").isObject()) {
                look(schema.child("additionalProperties"), field);
            }
        });
    }

    private void addValues(Object references) {
        if (references instanceof Map<?, ?> map) {
            map.forEach((name, field) -> {
                if (name.equals(VALUE)) {
                    addAll(field);
                } else {
                    addValues(field);
                }
            });
        }
    }

    private void addAll(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::addAll);
        } else if (value instanceof List<?> list) {
            list.forEach(this::addAll);
        } else if (value instanceof String || value instanceof Number) {
            secrets.add(value.toString());
        }
    }
}
