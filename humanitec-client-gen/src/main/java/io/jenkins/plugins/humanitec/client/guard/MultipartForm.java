package io.jenkins.plugins.humanitec.client.guard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a form in {@code multipart/form-data} (RFC 7578). Rejects a form that a server could read differently, such as
 * one with a field that occurs twice.
 */
final class MultipartForm {

    private static final String CHARSET = "(?:; ?charset=utf-8)?";

    private static final Pattern TYPE = Pattern.compile(
            "multipart/form-data" + CHARSET + "; ?boundary=(?:\"([\\w'()+,./:=?-]+)\"|([\\w'+.-]+))" + CHARSET,
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DISPOSITION = Pattern.compile(
            "Content-Disposition: form-data; name=\"([\\w.\\[\\]-]+)\"(; filename=\"[^\"\\\\\\r\\n]*\")?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern OTHER_HEADER = Pattern.compile(
            "Content-Type: [\\w.+/-]+" + CHARSET
                    + "|Content-Transfer-Encoding: (?:binary|7bit|8bit)|Content-Length: \\d+",
            Pattern.CASE_INSENSITIVE);

    private static final String LINE_BREAK = "\r\n";
    private static final String EMPTY_LINE = LINE_BREAK + LINE_BREAK;

    private final ObjectNode texts = JsonNodeFactory.instance.objectNode();
    private final Set<String> names = new HashSet<>();

    private MultipartForm() {}

    /**
     * Returns the text fields of a form, with names in lower case. The contents of files are not included.
     *
     * @param contentType the media type, with the boundary
     * @param content the form
     * @throws ProtectedException if the form could be read differently
     */
    static ObjectNode texts(String contentType, byte[] content) {
        Matcher type = TYPE.matcher(contentType);
        if (!type.matches()) {
            throw GuardedRequest.unreadable();
        }
        String boundary = type.group(1) == null ? type.group(2) : type.group(1);
        String[] parts = new String(content, StandardCharsets.UTF_8).split(Pattern.quote("--" + boundary), -1);
        int last = parts.length - 1;
        if (!parts[0].isEmpty() || !(parts[last].equals("--") || parts[last].equals("--" + LINE_BREAK))) {
            throw GuardedRequest.unreadable();
        }
        MultipartForm form = new MultipartForm();
        for (int i = 1; i < last; i++) {
            form.add(parts[i]);
        }
        return form.texts;
    }

    /** Adds a part: a line break after the boundary, the headers, an empty line, the value and another line break. */
    private void add(String part) {
        int headersEnd = part.indexOf(EMPTY_LINE);
        int start = headersEnd + EMPTY_LINE.length();
        int end = part.length() - LINE_BREAK.length();
        if (headersEnd < 0 || start > end || !part.startsWith(LINE_BREAK) || !part.endsWith(LINE_BREAK)) {
            throw GuardedRequest.unreadable();
        }
        Matcher disposition = disposition(part.substring(0, headersEnd));
        String name = disposition.group(1).toLowerCase(Locale.ROOT);
        if (!names.add(name)) {
            throw GuardedRequest.unreadable();
        }
        if (disposition.group(2) == null) {
            texts.put(name, part.substring(start, end));
        }
    }

    /** Returns the only matching header, with the name and the file name. */
    private static Matcher disposition(String headers) {
        Matcher found = null;
        for (String line : headers.substring(Math.min(LINE_BREAK.length(), headers.length()))
                .split(LINE_BREAK, -1)) {
            Matcher disposition = DISPOSITION.matcher(line);
            if (found == null && disposition.matches()) {
                found = disposition;
            } else if (!OTHER_HEADER.matcher(line).matches()) {
                throw GuardedRequest.unreadable();
            }
        }
        if (found == null) {
            throw GuardedRequest.unreadable();
        }
        return found;
    }
}
