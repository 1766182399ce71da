package io.jenkins.plugins.humanitec.steps.workloads;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads numbers of replicas as Pipelines and forms give them. */
final class ReplicaNumbers {

    private ReplicaNumbers() {}

    /**
     * @param given numbers by module name; a number may also be a text, as a build parameter is
     * @return the same as whole numbers
     * @throws InvalidInputException if there is none, or one is not a whole number that is 0 or more
     */
    @NonNull
    static Map<String, Integer> of(@NonNull Map<String, Object> given) {
        if (given.isEmpty()) {
            throw new InvalidInputException("Name the modules to scale, for instance replicas: [backend: 3].");
        }
        Map<String, Integer> numbers = new LinkedHashMap<>();
        given.forEach((name, number) -> numbers.put(String.valueOf(name), number(name, number)));
        return numbers;
    }

    private static int number(String name, @CheckForNull Object given) {
        try {
            int number = new BigDecimal(given == null ? "" : given.toString().trim()).intValueExact();
            if (number >= 0) {
                return number;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // ApiText below, like a negative number.
        }
        throw new InvalidInputException("Module " + name + " cannot have '" + (given == null ? "" : given)
                + "' replicas: give a whole number that is 0 or more.");
    }

    /**
     * @param lines a line {@code name=number} for each module
     * @return the numbers by name; what is no number stays a text, for {@link #of} to refuse
     */
    @NonNull
    static Map<String, Object> parse(@NonNull String lines) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        for (String line : lines.split("\\R")) {
            if (!line.isBlank()) {
                String[] parts = line.split("=", 2);
                String number = parts.length == 2 ? parts[1].trim() : "";
                numbers.put(parts[0].trim(), number.matches("\\d{1,9}") ? Integer.valueOf(number) : number);
            }
        }
        return numbers;
    }

    /**
     * @param numbers numbers by module name
     * @return a line {@code name=number} for each module
     */
    @NonNull
    static String format(@NonNull Map<String, Object> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
    }
}
