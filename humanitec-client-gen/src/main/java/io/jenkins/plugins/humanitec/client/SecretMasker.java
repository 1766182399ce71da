package io.jenkins.plugins.humanitec.client;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Replaces secrets by {@code ****} in what people read. Knows each secret as it is, as JSON, URLs, HTML and Base64 write it, and
 * in one line; the longer lines of one that has several; and its beginning before the ellipsis of a text that was cut off.
 * Thread-safe.
 */
public final class SecretMasker {

    private static final String MASK = "****";
    private static final String ELLIPSIS = "…";

    /** Shorter ones are part of any text, so that masking them would only make it unreadable. */
    private static final int SHORTEST = 2;

    /** The same for lines, beginnings and Base64, which are not the secret itself. */
    private static final int SHORTEST_PART = 5;

    /** Causes may go round in a circle. */
    private static final int DEEPEST = 20;

    private final Set<String> secrets = new LinkedHashSet<>();
    private final Set<String> forms = new LinkedHashSet<>();
    private @Nullable Pattern pattern;

    /** @param secret what is masked from now on; null, and what has less than two characters, is passed over */
    public synchronized void add(@Nullable String secret) {
        if (secret == null || secret.strip().length() < SHORTEST || !secrets.add(secret)) {
            return;
        }
        addForms(secret);
        addForms(secret.strip());
        secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_PART)
                .forEach(this::addForms);
        // One that is part of another must not be replaced first.
        pattern = Pattern.compile(forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    private void addForms(String text) {
        forms.add(text);
        forms.add(LogSanitizer.inOneLine(text, Integer.MAX_VALUE));
        forms.add(new String(JsonStringEncoder.getInstance().quoteAsString(text)));
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        forms.add(encoded);
        forms.add(encoded.replace("+", "%20"));
        forms.add(text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;"));
        if (text.length() >= SHORTEST_PART) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
            forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
    }

    /**
     * @param text any text
     * @return the text without the secrets
     */
    public synchronized String mask(String text) {
        if (pattern == null) {
            return text;
        }
        String masked = pattern.matcher(text).replaceAll(MASK);
        StringBuilder result = new StringBuilder();
        int from = 0;
        for (int end = masked.indexOf(ELLIPSIS); end >= 0; end = masked.indexOf(ELLIPSIS, end + 1)) {
            int length = beginning(masked, from, end);
            result.append(masked, from, end - length).append(length == 0 ? "" : MASK);
            from = end;
        }
        return result.append(masked, from, masked.length()).toString();
    }

    /** How many characters before the end begin a secret; 0 if they do not. */
    private int beginning(String text, int from, int end) {
        int longest = 0;
        for (String form : forms) {
            for (int length = Math.min(form.length() - 1, end - from); length >= SHORTEST_PART; length--) {
                if (text.startsWith(form.substring(0, length), end - length)) {
                    longest = Math.max(longest, length);
                    break;
                }
            }
        }
        return longest;
    }

    /**
     * @param problem any exception
     * @return the same if neither its message nor one of its causes tells a secret; otherwise one with masked messages and the
     *     same stack traces
     */
    public Exception mask(Exception problem) {
        return tells(problem, 0) ? new Masked(this, problem, 0) : problem;
    }

    private boolean tells(@Nullable Throwable problem, int depth) {
        if (problem == null || depth > DEEPEST) {
            return false;
        }
        String text = problem.toString();
        return !text.equals(mask(text))
                || tells(problem.getCause(), depth + 1)
                || Arrays.stream(problem.getSuppressed()).anyMatch(other -> tells(other, depth + 1));
    }

    /** Stands for an exception whose message tells a secret, or was caused by one. */
    private static final class Masked extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Masked(SecretMasker masker, Throwable problem, int depth) {
            super(
                    masker.mask(problem.toString()),
                    problem.getCause() == null || depth > DEEPEST
                            ? null
                            : new Masked(masker, problem.getCause(), depth + 1));
            setStackTrace(problem.getStackTrace());
            if (depth <= DEEPEST) {
                for (Throwable other : problem.getSuppressed()) {
                    addSuppressed(new Masked(masker, other, depth + 1));
                }
            }
        }

        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
