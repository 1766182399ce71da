package io.jenkins.plugins.humanitec.client.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.client.contract.ContractFile.Found;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A schema of the API description. It tells which fields an object has. Immutable. */
public final class Schema {

    private static final List<String> COMBINATIONS = List.of("allOf", "oneOf", "anyOf");

    private final Found found;

    private Schema(Found found) {
        this.found = found.resolve(found.json(), found.location());
    }

    /**
     * {@return a schema}
     *
     * @param location the location of the schema, as an {@link Operation} contains it
     */
    static Schema at(String location) {
        return new Schema(ContractFile.at(location, location.substring(location.indexOf('#'))));
    }

    /** {@return the fields by name; empty if users choose the names of the fields, or if it is no object} */
    public Map<String, Schema> properties() {
        Map<String, Schema> properties = new LinkedHashMap<>();
        Found own = found.child("properties");
        own.json().fieldNames().forEachRemaining(name -> properties.put(name, new Schema(own.child(name))));
        for (String combination : COMBINATIONS) {
            Found parts = found.child(combination);
            for (int i = 0; i < parts.json().size(); i++) {
                new Schema(new Found(parts.location() + "/" + i, parts.json().get(i)))
                        .properties()
                        .forEach(properties::putIfAbsent);
            }
        }
        return properties;
    }

    /**
     * {@return whether an object must have a field}
     *
     * @param field the name of the field
     */
    public boolean requires(String field) {
        for (JsonNode required : found.json().path("required")) {
            if (required.asText().equals(field)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the schema of the elements of a list; empty if it is no list} */
    public Optional<Schema> items() {
        return part("items");
    }

    /** {@return the schema of the values of fields whose names users choose; empty if there is none} */
    public Optional<Schema> values() {
        return found.json().path("additionalProperties").isObject() ? part("additionalProperties") : Optional.empty();
    }

    private Optional<Schema> part(String name) {
        return found.json().has(name) ? Optional.of(new Schema(found.child(name))) : Optional.empty();
    }

    /** {@return the JSON type; {@code object} for a combination of schemas, which has no type} */
    public String type() {
        return found.json().path("type").asText("object");
    }

    /**
     * Sets a field to an empty value of this type: an object, a list or a text without content, or false.
     *
     * @param object the object with the field
     * @param field the name of the field
     */
    public void putEmpty(ObjectNode object, String field) {
        switch (type()) {
            case "object" -> object.putObject(field);
            case "array" -> object.putArray(field);
            case "string" -> object.put(field, "");
            default -> object.put(field, false);
        }
    }

    /** {@return whether null is a valid value} */
    public boolean isNullable() {
        return found.json().path("nullable").asBoolean();
    }

    /** {@return whether the value is a secret, or an object whose values are secrets} */
    public boolean isSecret() {
        return BodySecrets.isSecret(found);
    }

    /**
     * Checks JSON against this schema.
     *
     * @param json the JSON to check
     * @return the violations; empty if there are none, or if the schema validator on the class path is missing
     */
    public List<Violation> violations(JsonNode json) {
        return Contract.get().violations(found.location(), json);
    }
}
