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
 * Replaces secrets by {@code ****} in messages and logs. It finds a secret as it is, in one line, and as it is written
 * in JSON, URLs, HTML and Base64. It also finds the longer lines of a secret with several lines, and the beginning of a
 * secret before the ellipsis of a shortened text. Thread-safe.
 */
public final class SecretMasker {

    private static final String MASK = "****";
    private static final String ELLIPSIS = "…";

    /** Shorter secrets occur in most texts. Masking them would make the texts unreadable. */
    private static final int SHORTEST = 2;

    /** The minimum length of lines, beginnings and Base64, which are only parts or encodings of a secret. */
    private static final int SHORTEST_PART = 5;

    /** Limits the recursion, since causes can form a cycle. */
    private static final int DEEPEST = 20;

    private final Set<String> secrets = new LinkedHashSet<>();
    private final Set<String> forms = new LinkedHashSet<>();
    private @Nullable Pattern pattern;

    /**
     * Adds a secret. It is masked from now on.
     *
     * @param secret the secret; null and secrets with less than two characters are ignored
     */
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
        // The longest form first, since a form can be part of another one.
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
     * Masks the secrets in a text.
     *
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

    /** Returns how many characters before the end are the beginning of a secret; 0 if none are. */
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
     * Masks the secrets in the messages of an exception.
     *
     * @param problem any exception
     * @return the same exception if neither its message nor that of a cause or suppressed exception contains a secret;
     *     otherwise an exception with masked messages and the same stack traces
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

    /** Replaces an exception if its message, or that of a cause or suppressed exception, contains a secret. */
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
