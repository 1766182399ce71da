package io.jenkins.plugins.humanitec.client.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A kind of objects that manifests describe, such as {@code Definition}. The file {@code kinds.yaml} beside this class has the
 * kinds; the API description has their operations and fields. Immutable.
 */
public final class Kind {

    private static final Map<String, Kind> ALL = read();

    private final String name;
    private final int rank;
    private final JsonNode data;
    private final List<ApiCollection> collections;

    private Kind(String name, int rank, JsonNode data) {
        this.name = name;
        this.rank = rank;
        this.data = data;
        List<ApiCollection> found = new ArrayList<>();
        data.get("in").forEach(path -> found.add(new ApiCollection(this, path.asText(), data)));
        this.collections = List.copyOf(found);
    }

    private static Map<String, Kind> read() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        try (InputStream in = Kind.class.getResourceAsStream("kinds.yaml")) {
            new ObjectMapper(new YAMLFactory()).readTree(in).properties().forEach(kind -> {
                kinds.put(kind.getKey(), new Kind(kind.getKey(), kinds.size(), kind.getValue()));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kinds;
    }

    /** {@return the names of all kinds, in the order in which their objects are created} */
    public static Set<String> names() {
        return new LinkedHashSet<>(ALL.keySet());
    }

    /**
     * {@return a kind; empty if it does not exist}
     *
     * @param name the name of the kind, or another name for it, such as {@code Account}
     */
    public static Optional<Kind> find(String name) {
        Kind kind = ALL.get(name);
        return kind != null
                ? Optional.of(kind)
                : ALL.values().stream()
                        .filter(one -> one.data.path("alias").asText().equals(name))
                        .findFirst();
    }

    /**
     * {@return a kind}
     *
     * @param name the name of an existing kind
     */
    public static Kind of(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("There is no kind " + name + "."));
    }

    /** {@return the name, such as {@code Definition}} */
    public String name() {
        return name;
    }

    /** {@return the position in the order of creation, starting with 0} */
    public int rank() {
        return rank;
    }

    /** {@return the collections in which objects of this kind are} */
    public List<ApiCollection> collections() {
        return collections;
    }

    /** {@return whether the API chooses the IDs of new objects} */
    public boolean isIdChosenByApi() {
        return data.path("chosenBy").asText().equals("api");
    }

    /** {@return the field of a request that has the ID of the object} */
    public String idField() {
        return data.path("id").asText("id");
    }

    /** {@return the kinds by the field that has the ID of one of their objects; dots separate the names of nested fields} */
    public Map<String, String> references() {
        return texts("refers");
    }

    /** {@return whether the API deletes with an object of this kind all that belongs to it} */
    public boolean deletesAll() {
        return data.path("deletesAll").asBoolean();
    }

    /**
     * {@return the fields that a request to create an object has as {@code true}, by name, each with the field that replaces it;
     * without both, the API creates more than the object}
     */
    public Map<String, String> skips() {
        return texts("skips");
    }

    /** {@return the fields of a response by the field of a request with the same value; dots separate the names of nested fields} */
    Map<String, String> renamed() {
        return texts("renamed");
    }

    /** {@return the list of which no two objects have an element, {@code *} for all fields; empty if there is none} */
    String unique() {
        return data.path("unique").asText();
    }

    /** {@return the fields that a change has only if the manifest has them} */
    public Set<String> fresh() {
        return strings("fresh");
    }

    /** {@return whether an object that somebody else has created prevents the deletion of what it belongs to} */
    public boolean preventsDeletion(String id) {
        return data.path("contents").asText().equals("refused")
                && !data.path("ofApi").asText().equals(id);
    }

    /** {@return the lists whose order has no meaning} */
    Set<String> unordered() {
        return strings("unordered");
    }

    private Set<String> strings(String field) {
        Set<String> names = new LinkedHashSet<>();
        data.path(field).forEach(name -> names.add(name.asText()));
        return names;
    }

    /** {@return the ID of the operation that replaces a list of the object; empty if the list has none} */
    public Optional<String> partOperation(String field) {
        return Optional.ofNullable(data.at("/parts/" + field + "/operation").asText(null));
    }

    /** {@return the default values of the elements of a list that has an operation of its own} */
    Map<String, String> partDefaults(String field) {
        return texts(data.at("/parts/" + field + "/defaults"));
    }

    private Map<String, String> texts(String field) {
        return texts(data.path(field));
    }

    static Map<String, String> texts(JsonNode fields) {
        return fields.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, field -> field.getValue().asText(), (a, b) -> a, LinkedHashMap::new));
    }

    /** {@return the name} */
    @Override
    public String toString() {
        return name;
    }
}
