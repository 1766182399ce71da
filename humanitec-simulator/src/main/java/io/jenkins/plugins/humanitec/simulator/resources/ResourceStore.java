package io.jenkins.plugins.humanitec.simulator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Resources as the JSON of the contract, by the path of their collection, such as {@code /orgs/acme/agents}, and their ID. */
public final class ResourceStore {

    private final TreeMap<String, Map<String, ObjectNode>> collections = new TreeMap<>();

    /** Returns all resources by ID and by the path of their collection, in copies of the maps. */
    Map<String, Map<String, ObjectNode>> all() {
        Map<String, Map<String, ObjectNode>> all = new TreeMap<>();
        collections.forEach((path, resources) -> all.put(path, new LinkedHashMap<>(resources)));
        return all;
    }

    /** Deletes all resources. */
    public void clear() {
        collections.clear();
    }

    /**
     * Returns the resources of a collection.
     *
     * @param collection the path of the collection
     * @return the resources, the oldest first; a copy of the list with the stored objects
     */
    public List<ObjectNode> list(String collection) {
        return List.copyOf(collections.getOrDefault(collection, Map.of()).values());
    }

    /**
     * Returns the resources of all collections whose path has a beginning and an end.
     *
     * @param beginning the beginning of the paths, such as {@code /orgs/acme/}
     * @param end the end of the paths, such as {@code /classes}
     * @return the resources, ordered by path; a copy of the list with the stored objects
     */
    public List<ObjectNode> listBelow(String beginning, String end) {
        return below(beginning, end)
                .flatMap(collection -> collection.getValue().values().stream())
                .toList();
    }

    private Stream<Map.Entry<String, Map<String, ObjectNode>>> below(String beginning, String end) {
        return collections.subMap(beginning, beginning + Character.MAX_VALUE).entrySet().stream()
                .filter(collection -> collection.getKey().endsWith(end));
    }

    /**
     * Returns the collections whose path has a beginning and an end, and that have a resource.
     *
     * @param beginning the beginning of the paths, such as {@code /orgs/acme/}
     * @param end the end of the paths, such as {@code /users}
     * @param id the ID of the resource
     * @return the paths of the collections, in order
     */
    public List<String> pathsWith(String beginning, String end, String id) {
        return below(beginning, end)
                .filter(collection -> collection.getValue().containsKey(id))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Finds a resource.
     *
     * @param collection the path of the collection
     * @param id the ID
     * @return the stored object; empty if it does not exist
     */
    public Optional<ObjectNode> find(String collection, String id) {
        return Optional.ofNullable(
                collections.getOrDefault(collection, Map.of()).get(id));
    }

    /**
     * Returns whether a resource exists.
     *
     * @param collection the path of the collection
     * @param id the ID
     * @return whether the collection has the resource
     */
    public boolean has(String collection, String id) {
        return find(collection, id).isPresent();
    }

    /**
     * Returns a resource.
     *
     * @param collection the path of the collection
     * @param id the ID
     * @return the stored object
     * @throws Problem with status 404 if it does not exist
     */
    public ObjectNode get(String collection, String id) {
        return find(collection, id).orElseThrow(() -> Problem.notFound("'" + id + "' in " + collection));
    }

    /**
     * Adds a resource, or replaces the one with the same ID.
     *
     * @param collection the path of the collection
     * @param id the ID
     * @param resource the fields
     */
    public void put(String collection, String id, ObjectNode resource) {
        collections.computeIfAbsent(collection, path -> new LinkedHashMap<>()).put(id, resource);
    }

    /**
     * Deletes a resource and everything that it owns.
     *
     * @param collection the path of the collection
     * @param id the ID
     * @throws Problem with status 404 if it does not exist
     */
    public void remove(String collection, String id) {
        get(collection, id);
        collections.get(collection).remove(id);
        removeBelow(collection + "/" + id);
    }

    /**
     * Deletes everything that an object owns.
     *
     * @param owner the path of the object
     */
    public void removeBelow(String owner) {
        collections.subMap(owner + "/", owner + "/" + Character.MAX_VALUE).clear();
    }
}
