package io.jenkins.plugins.humanitec.simulator.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the operations of the contract do, by their IDs. */
public final class OperationTable {

    private final Map<String, Function<Call, Answer>> byId = new TreeMap<>();

    /**
     * Adds an operation, or replaces it.
     *
     * @param id the ID of the operation
     * @param operation returns the answer to a request
     */
    public void put(String id, Function<Call, Answer> operation) {
        byId.put(id, operation);
    }

    /**
     * Adds an operation that answers with the status 200, or replaces it.
     *
     * @param id the ID of the operation
     * @param operation returns the body of the answer
     */
    public void ok(String id, Function<Call, ? extends JsonNode> operation) {
        put(id, call -> Answer.ok(operation.apply(call)));
    }

    /**
     * Adds an operation that answers with a list, or replaces it.
     *
     * @param id the ID of the operation
     * @param operation returns the elements of the list
     */
    public void list(String id, Function<Call, ? extends Stream<? extends JsonNode>> operation) {
        put(id, call -> Answer.list(operation.apply(call)));
    }

    /**
     * Adds an operation that answers with the status 204, without a body, or replaces it.
     *
     * @param id the ID of the operation
     * @param operation executes a request
     */
    public void noContent(String id, Consumer<Call> operation) {
        put(id, call -> {
            operation.accept(call);
            return Answer.noContent();
        });
    }

    /**
     * Extends an operation.
     *
     * @param id the ID of the operation
     * @param extension returns the answer to a request; gets the operation that it extends
     */
    public void extend(String id, BiFunction<Call, Function<Call, Answer>, Answer> extension) {
        Function<Call, Answer> extended = byId.get(id);
        put(id, call -> extension.apply(call, extended));
    }

    /**
     * Checks the requests of an operation before it executes them.
     *
     * @param id the ID of the operation
     * @param check throws a {@link Problem} if a request is refused
     */
    public void check(String id, Consumer<Call> check) {
        extend(id, (call, checked) -> {
            check.accept(call);
            return checked.apply(call);
        });
    }

    /**
     * Selects elements of the list that an operation returns.
     *
     * @param id the ID of the operation
     * @param filter returns whether an element belongs to the answer to a request
     */
    public void filter(String id, BiPredicate<Call, JsonNode> filter) {
        extend(
                id,
                (call, all) -> Answer.list(
                        all.apply(call).body().valueStream().filter(element -> filter.test(call, element))));
    }

    /**
     * Executes an operation.
     *
     * @param id the ID of the operation
     * @param call the request
     * @return the answer
     */
    public Answer execute(String id, Call call) {
        return byId.get(id).apply(call);
    }

    /** @return the IDs of the operations */
    public Set<String> ids() {
        return Collections.unmodifiableSet(byId.keySet());
    }
}
