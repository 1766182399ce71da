package io.jenkins.plugins.humanitec.mutation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Scripts that run a step several times, and checks of what the log says about each time. */
final class ReadableLog {

    private static final Pattern END = Pattern.compile("(?ms)^(RETURNED|REFUSED|THREW) (.*)\\z");
    private static final Pattern SENTENCE = Pattern.compile("(?s)Humanitec: cannot [^.]+\\..* .*[.?]");
    private static final Pattern INTERNALS =
            Pattern.compile("\\tat |Exception\\b|Error:|\\b[a-z]+(\\.[a-z0-9]+)+\\.[A-Z]");

    /** The word null in a sentence. Quoted JSON may contain it. */
    private static final Pattern NULL = Pattern.compile("(?<![:,=\\[{\"])\\bnull\\b");

    /** The word null in a text of a result. The result may contain null itself. */
    private static final Pattern NULL_IN_RESULT = Pattern.compile("(?<!^|[:,=\\[{\"]|, )\\bnull\\b");

    private ReadableLog() {}

    /**
     * Returns a script that runs calls of a step several times, and writes the outcome of each time to the log.
     *
     * @param call the calls, with the variables {@code c} and {@code t}
     * @param names the value of {@code c} each time
     * @param timeout the value of {@code t}
     */
    static String script(String call, List<String> names, int timeout) {
        return """
                def attempt(String c, int t) {
                    %s
                }
                %s.each { c ->
                    echo "CASE ${c}"
                    try {
                        def result = attempt(c, %d)
                        echo "RETURNED ${result.inspect()}"
                    } catch (hudson.AbortException e) {
                        echo "REFUSED ${e.message}"
                    } catch (Throwable e) {
                        echo "THREW ${e}"
                    }
                }
                """.formatted(
                        call,
                        names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ", "[", "]")),
                        timeout);
    }

    /** Returns the lines of the log about each time, by the value of {@code c}. */
    static Map<String, String> parts(String log) {
        String said =
                log.lines().filter(line -> !line.startsWith("[Pipeline] ")).collect(Collectors.joining("\n"));
        Map<String, String> parts = new LinkedHashMap<>();
        Matcher matcher = Pattern.compile("(?s)CASE (c\\d+)\\b(.*?)(?=\nCASE c\\d+\n|\nFinished: |$)")
                .matcher(said);
        while (matcher.find()) {
            parts.put(matcher.group(1), matcher.group(2).strip());
        }
        return parts;
    }

    /** Returns whether the last call was successful. */
    static boolean isSuccess(String part) {
        Matcher end = END.matcher(part);
        return end.find() && end.group(1).equals("RETURNED");
    }

    /** Returns whether the calls ended, and wrote nothing but results and readable sentences. */
    static boolean isReadable(String part) {
        Matcher end = END.matcher(part);
        if (!end.find() || !isPlain(part.substring(0, end.start()))) {
            return false;
        }
        String last = end.group(2);
        return switch (end.group(1)) {
            case "RETURNED" -> !NULL_IN_RESULT.matcher(last).find();
            case "REFUSED" -> SENTENCE.matcher(last).matches() && isPlain(last);
            default -> false;
        };
    }

    private static boolean isPlain(String text) {
        return !NULL.matcher(text).find() && !INTERNALS.matcher(text).find();
    }
}
