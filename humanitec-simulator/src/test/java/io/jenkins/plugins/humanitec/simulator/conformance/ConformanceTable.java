package io.jenkins.plugins.humanitec.simulator.conformance;

import io.jenkins.plugins.humanitec.simulator.RecordedRequest;
import io.jenkins.plugins.humanitec.simulator.contract.Contract;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the walk found out, by operation of the contract. */
public final class ConformanceTable {

    /** The result of an operation. */
    public enum Result {
        /** A request succeeded in a flow that checks what is created, read and changed. */
        STATE("state"),
        /** Requests succeeded only in flows with assertions that do not hold: the answer may be an example. */
        EXAMPLE("example"),
        /** No request succeeded. */
        REFUSED("refused"),
        /** There was no request. */
        NOT_CALLED("not called");

        private final String text;

        Result(String text) {
            this.text = text;
        }
    }

    private record Row(String tag, String operation, Result result, boolean withClient) {}

    private static final String AGENT = "humanitec-user-agent";

    private final List<Row> rows = new ArrayList<>();

    /**
     * Creates the table.
     *
     * @param operations the operations of the contract
     * @param requests the requests of the walk
     * @param flows why each flow failed; an empty text if it did not
     */
    public ConformanceTable(
            List<ContractOperation> operations, List<RecordedRequest> requests, Map<String, String> flows) {
        Map<String, List<RecordedRequest>> byOperation = byOperation(requests);
        for (ContractOperation operation : operations) {
            List<RecordedRequest> sent = byOperation.getOrDefault(operation.id(), List.of());
            boolean withClient = sent.stream()
                    .anyMatch(request -> request.headers().get(AGENT).contains("sdk "));
            rows.add(new Row(operation.tag(), operation.id(), result(sent, flows), withClient));
        }
    }

    private static Map<String, List<RecordedRequest>> byOperation(List<RecordedRequest> requests) {
        Contract contract = Contract.get(false);
        Map<String, List<RecordedRequest>> found = new TreeMap<>();
        for (RecordedRequest request : requests) {
            try {
                String id = contract.resolve(request.path(), request.method())
                        .operation()
                        .getOperationId();
                found.computeIfAbsent(id, operation -> new ArrayList<>()).add(request);
            } catch (Problem e) {
                throw new IllegalStateException(request + " is not in the contract.", e);
            }
        }
        return found;
    }

    private static Result result(List<RecordedRequest> sent, Map<String, String> flows) {
        if (sent.isEmpty()) {
            return Result.NOT_CALLED;
        }
        List<RecordedRequest> succeeded =
                sent.stream().filter(request -> request.status() / 100 == 2).toList();
        if (succeeded.isEmpty()) {
            return Result.REFUSED;
        }
        return succeeded.stream().anyMatch(request -> flows.get(flow(request)).isEmpty())
                ? Result.STATE
                : Result.EXAMPLE;
    }

    private static String flow(RecordedRequest request) {
        return request.headers().get(AGENT).replaceAll(".*app ", "");
    }

    /** @return the IDs of the operations without the result */
    public List<String> without(Result result) {
        return rows.stream()
                .filter(row -> row.result() != result)
                .map(Row::operation)
                .toList();
    }

    /** @return a table in Markdown with a row for each operation */
    public String byOperation() {
        return "| operation | result | with |\n|---|---|---|\n"
                + rows.stream()
                        .map(row -> "| `" + row.operation() + "` | " + row.result().text + " | "
                                + (row.withClient() ? "client" : "plain request") + " |\n")
                        .collect(Collectors.joining());
    }

    /** @return a table in Markdown with a row for each tag */
    public String byTag() {
        Map<String, List<Row>> tags =
                rows.stream().collect(Collectors.groupingBy(Row::tag, LinkedHashMap::new, Collectors.toList()));
        StringBuilder table = new StringBuilder("| tag | operations | state | example | refused | not called |"
                + " without the vendor's client |\n|---|---|---|---|---|---|---|\n");
        tags.forEach((tag, ofTag) -> table.append("| ")
                .append(String.join(
                        " | ",
                        tag,
                        String.valueOf(ofTag.size()),
                        String.valueOf(ofTag.stream()
                                .filter(row -> row.result() == Result.STATE)
                                .count()),
                        names(ofTag, row -> row.result() == Result.EXAMPLE),
                        names(ofTag, row -> row.result() == Result.REFUSED),
                        names(ofTag, row -> row.result() == Result.NOT_CALLED),
                        names(ofTag, row -> row.result() != Result.NOT_CALLED && !row.withClient())))
                .append(" |\n"));
        return table.toString();
    }

    private static String names(List<Row> rows, Predicate<Row> wanted) {
        String names = rows.stream()
                .filter(wanted)
                .map(row -> "`" + row.operation() + "`")
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "-" : names;
    }
}
