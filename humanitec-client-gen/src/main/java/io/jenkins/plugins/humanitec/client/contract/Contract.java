package io.jenkins.plugins.humanitec.client.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.contract.ContractFile.Found;
import io.jenkins.plugins.humanitec.client.generated.UtcTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The API description ({@code openapi/}). It is read when it is first used. */
public final class Contract {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final int CLOSE = 3;
    private static final int SUGGESTIONS = 5;

    private final SortedMap<String, Operation> operations = new TreeMap<>();
    private final SchemaCheck check = SchemaCheck.create();

    private static final class Holder {
        private static final Contract INSTANCE = new Contract();
    }

    private Contract() {
        Found root = ContractFile.root();
        Found paths = root.child("paths");
        paths.json().fieldNames().forEachRemaining(path -> {
            Found item = root.resolve(paths.json().get(path), paths.child(path).location());
            METHODS.stream().filter(item.json()::has).forEach(method -> {
                Operation operation = Operation.of(path, method, item);
                operations.put(operation.id(), operation);
            });
        });
    }

    /** {@return the API description from which this client was generated} */
    public static Contract get() {
        return Holder.INSTANCE;
    }

    /** {@return the IDs of all operations} */
    public SortedSet<String> operationIds() {
        return new TreeSet<>(operations.keySet());
    }

    /**
     * {@return the operations on a path by their HTTP method, such as {@code GET}; empty if the path does not exist}
     *
     * @param path the path with parameter names in braces, such as {@code /orgs/{orgId}/apps}
     */
    public Map<String, Operation> operationsOn(String path) {
        return operations.values().stream()
                .filter(operation -> operation.path().equals(path))
                .collect(Collectors.toMap(Operation::method, Function.identity()));
    }

    /**
     * {@return the operations on the objects of a collection by their HTTP method; empty if there are none}
     *
     * @param path the path of the collection; the path of an object has one more segment, which is a parameter
     */
    public Map<String, Operation> operationsBelow(String path) {
        return operations.values().stream()
                .filter(operation -> operation.path().startsWith(path + "/{")
                        && operation.path().indexOf('/', path.length() + 1) < 0)
                .collect(Collectors.toMap(Operation::method, Function.identity()));
    }

    /**
     * Returns an operation.
     *
     * @param id the {@code operationId}; null and the empty string are rejected
     * @return the operation
     * @throws InvalidInputException if the operation does not exist; the message contains similar IDs
     */
    public Operation operation(String id) {
        if (id == null || id.isEmpty()) {
            throw new InvalidInputException("No operation is given. Specify its ID, such as listApplications.");
        }
        Operation operation = operations.get(id);
        if (operation == null) {
            List<String> alike = alike(id);
            throw new InvalidInputException("There is no operation '" + id + "'."
                    + (alike.isEmpty() ? "" : " Did you mean: " + String.join(", ", alike) + "?"));
        }
        return operation;
    }

    private List<String> alike(String id) {
        String wanted = id.toLowerCase(Locale.ROOT);
        return operations.keySet().stream()
                .filter(name -> !wanted.isEmpty() && distance(wanted, name.toLowerCase(Locale.ROOT)) <= CLOSE)
                .sorted(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))))
                .limit(SUGGESTIONS)
                .toList();
    }

    /** Returns the Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    /**
     * Checks JSON against a schema.
     *
     * @param location the location of the schema
     * @param json the JSON to check
     * @return the violations; empty if there are none
     */
    List<Violation> violations(String location, JsonNode json) {
        return check.violations(location, json);
    }

    /**
     * Converts the times in JSON to the format of the API, see {@link UtcTime}. Converts only the texts that the schema
     * describes as a time.
     *
     * @param location the location of the schema
     * @param json the JSON, which is modified
     * @return the JSON; a new node if it is a text
     */
    JsonNode withTimesInUtc(String location, JsonNode json) {
        return withTimesInUtc(ContractFile.at("humanitec.yaml#", location), json);
    }

    private static JsonNode withTimesInUtc(Found found, JsonNode json) {
        Found schema = found.resolve(found.json(), found.location());
        if (json.isTextual()) {
            return schema.json().path("format").asText().equals("date-time")
                    ? TextNode.valueOf(UtcTime.normalize(json.asText()))
                    : json;
        }
        if (json instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, withTimesInUtc(schema.child("items"), list.get(i)));
            }
        }
        if (json instanceof ObjectNode object) {
            Found properties = schema.child("properties");
            object.properties().forEach(field -> {
                boolean isNamed = properties.json().has(field.getKey());
                Found value = isNamed ? properties.child(field.getKey()) : schema.child("additionalProperties");
                field.setValue(withTimesInUtc(value, field.getValue()));
            });
        }
        return json;
    }
}
