package io.jenkins.plugins.humanitec.steps.workloads;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Converts numbers of replicas from Pipelines and forms. */
final class ReplicaNumbers {

    private ReplicaNumbers() {}

    /**
     * Converts the numbers of a Pipeline.
     *
     * @param given numbers by module name; a number may be a text, such as a build parameter
     * @return the numbers by module name
     * @throws InvalidInputException if there are no numbers, or one of them is not a whole number or is negative
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
            // Handled below, like a negative number.
        }
        throw new InvalidInputException("Module " + name + " cannot have '" + (given == null ? "" : given)
                + "' replicas: give a whole number that is 0 or more.");
    }

    /**
     * Reads the lines of a form.
     *
     * @param lines one line {@code name=number} for each module
     * @return the numbers by module name; an invalid number remains a text, which {@link #of} rejects
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
     * Writes the lines for a form.
     *
     * @param numbers the numbers by module name
     * @return one line {@code name=number} for each module
     */
    @NonNull
    static String format(@NonNull Map<String, Object> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
    }
}
