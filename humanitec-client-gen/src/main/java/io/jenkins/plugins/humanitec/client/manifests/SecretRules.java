package io.jenkins.plugins.humanitec.client.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.client.contract.Schema;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets that are written in manifests. A field that the API description marks as a secret may have a reference to a
 * credential, a placeholder of the platform, or a value that is not secret, such as a user name or the name of a role.
 */
final class SecretRules {

    /** A reference to a credential of the caller, which replaces the whole value. */
    static final Pattern CREDENTIAL = Pattern.compile("\\$\\{credentials:([^}]*)}");

    private static final String SECRET_NAME =
            "(?i).*(?:secret|passw|token|private|credential|api[-_]?key|access[-_]?key|ssh[-_]?key|key[-_]?data|signing|bearer|cookie|authorization).*";
    private static final Pattern ALWAYS_SECRET_NAME = Pattern.compile(SECRET_NAME);
    private static final Pattern NAME = Pattern.compile(SECRET_NAME + "|value|pat|pwd|key");
    private static final Pattern PUBLIC_NAME = Pattern.compile("(?i).*(?:[-_](?:ids?|ur[il]|arn|name|type|path)|Id)");
    private static final Pattern RANDOM = Pattern.compile("(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9+/_=-]{24,}");

    /** What is a secret wherever it is: private keys, and the tokens of AWS, GitHub, GitLab, Slack, Google, and JSON web tokens. */
    private static final Pattern ANYWHERE = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----"
                    + "|\\bAKIA[0-9A-Z]{16}\\b|\\bgh[pousr]_[A-Za-z0-9]{36}|\\bgithub_pat_[A-Za-z0-9_]{22,}|\\bglpat-[A-Za-z0-9_-]{20}"
                    + "|\\bxox[abprs]-[A-Za-z0-9-]{10,}|\\bAIza[0-9A-Za-z_-]{35}|\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.");

    /** Where everything is a secret, whatever its name: in the inputs of a driver, its references, and the headers of a webhook. */
    private static final Pattern SECRET_PLACE = Pattern.compile(
            "^/driver_inputs/secrets/(?!.*/(?:ref|store|version)$)|^/headers/|^/driver_inputs/secret_refs/.*/value$");

    private final List<Found> found = new ArrayList<>();

    /**
     * A secret, or a reference to one.
     *
     * @param pointer the JSON Pointer of the field
     * @param isLiteral whether the field has the secret itself
     * @param value the value of the field
     */
    record Found(String pointer, boolean isLiteral, String value) {}

    private SecretRules() {}

    static boolean isCredential(String value) {
        return credential(value).isPresent();
    }

    /** Returns the ID of the credential that replaces a value; empty if the value is no reference to one. */
    static Optional<String> credential(String value) {
        Matcher matcher = CREDENTIAL.matcher(value);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Returns the secrets of an object, and its references to credentials. */
    static List<Found> find(JsonNode entity, Schema schema) {
        SecretRules rules = new SecretRules();
        rules.look("", "", entity, Optional.of(schema), false);
        return rules.found;
    }

    /** Returns the secrets in content whose structure the API does not define, such as a pipeline, and its references to credentials. */
    static List<Found> findInContent(JsonNode content) {
        SecretRules rules = new SecretRules();
        rules.lookIntoContent("", "", content);
        return rules.found;
    }

    private void lookIntoContent(String pointer, String name, JsonNode json) {
        if (json.isObject()) {
            json.properties()
                    .forEach(field -> lookIntoContent(
                            pointer + Pointers.segment(field.getKey()), field.getKey(), field.getValue()));
        } else if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                lookIntoContent(pointer + "/" + i, name, json.get(i));
            }
        } else if (json.isTextual()) {
            add(pointer, json.asText(), isAlwaysSecret(name));
        }
    }

    private static boolean isAlwaysSecret(String name) {
        return ALWAYS_SECRET_NAME.matcher(name).matches()
                && !PUBLIC_NAME.matcher(name).matches();
    }

    private void look(String pointer, String name, JsonNode json, Optional<Schema> schema, boolean isSecret) {
        boolean secret = isSecret || schema.map(Schema::isSecret).orElse(false);
        if (json.isObject()) {
            Map<String, Schema> properties = schema.map(Schema::properties).orElse(Map.of());
            boolean isPlainValue = properties.containsKey("is_secret")
                    && !json.path("is_secret").asBoolean();
            for (Iterator<Map.Entry<String, JsonNode>> fields = json.fields(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                String key = field.getKey();
                String inner = pointer + Pointers.segment(key);
                if (key.equals("value") && isPlainValue) {
                    look(inner, key, field.getValue(), Optional.empty(), false);
                } else if (key.equals("secret_refs")) {
                    lookIntoReferences(inner, field.getValue());
                } else {
                    Optional<Schema> known =
                            Optional.ofNullable(properties.get(key)).or(() -> schema.flatMap(Schema::values));
                    look(inner, key, field.getValue(), known, secret);
                }
            }
        } else if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                look(pointer + "/" + i, name, json.get(i), schema.flatMap(Schema::items), secret);
            }
        } else if (json.isTextual() || json.isNumber()) {
            add(pointer, json.asText(), secret && looksSecret(name, json.asText()));
        }
    }

    /** In the references of a resource definition, a secret is in the field "value". */
    private void lookIntoReferences(String pointer, JsonNode references) {
        references.properties().forEach(field -> {
            String inner = pointer + Pointers.segment(field.getKey());
            if (field.getValue().isTextual()) {
                add(inner, field.getValue().asText(), field.getKey().equals("value"));
            } else {
                lookIntoReferences(inner, field.getValue());
            }
        });
    }

    private void add(String pointer, String value, boolean looksSecret) {
        if (CREDENTIAL.matcher(value).find()) {
            found.add(new Found(pointer, false, value));
        } else if (looksSecret && !value.contains("${") && !value.isEmpty()
                || ANYWHERE.matcher(value).find()) {
            found.add(new Found(pointer, true, value));
        }
    }

    /**
     * Returns what may be shown of a value that has no reference to a credential: an object of the API can have secrets in fields
     * that are not meant for them.
     */
    static JsonNode hidden(String pointer, JsonNode json) {
        if (json.isTextual() || json.isNumber()) {
            String name = pointer.substring(pointer.lastIndexOf('/') + 1);
            String value = json.asText();
            boolean isOfSecrets =
                    isAlwaysSecret(name) || SECRET_PLACE.matcher(pointer).find();
            boolean isSecret = isOfSecrets && !value.contains("${") && !value.isEmpty()
                    || RANDOM.matcher(value).matches()
                    || ANYWHERE.matcher(value).find();
            return isSecret ? TextNode.valueOf(FieldChange.SECRET) : json;
        }
        JsonNode copy = json.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.properties()
                    .forEach(field ->
                            field.setValue(hidden(pointer + Pointers.segment(field.getKey()), field.getValue())));
        } else if (copy instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, hidden(pointer, list.get(i)));
            }
        }
        return copy;
    }

    private static boolean looksSecret(String name, String value) {
        boolean isNamed =
                NAME.matcher(name).matches() && !PUBLIC_NAME.matcher(name).matches();
        return isNamed || RANDOM.matcher(value).matches();
    }
}
