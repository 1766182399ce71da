package io.jenkins.plugins.humanitec.docs;

import io.jenkins.plugins.humanitec.steps.HumanitecStepDescriptor;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Creates the page of a step in {@code docs/steps} from the help of its form. */
final class StepPage {

    private static final Pattern PRE = Pattern.compile("<pre>(.*?)</pre>", Pattern.DOTALL);

    private StepPage() {}

    /**
     * Creates a page.
     *
     * @param step the step
     * @param help returns the help as HTML, by the name of the parameter; the empty name is for the step
     */
    static String of(StepDescriptor step, Function<String, String> help) throws IOException {
        List<DescribableParameter> parameters = new ArrayList<>(new DescribableModel<>(step.clazz).getParameters());
        StringBuilder page = new StringBuilder();
        page.append("# ").append(step.getFunctionName()).append("\n\n");
        page.append(markdown(help.apply(""))).append("\n\n");
        page.append("| parameter | type | |\n|---|---|---|\n");
        for (DescribableParameter parameter : parameters) {
            page.append("| `").append(parameter.getName()).append('`');
            page.append(parameter.isRequired() ? ", required" : "");
            page.append(" | ").append(type(((HumanitecStepDescriptor) step).type(parameter)));
            page.append(" | ").append(markdown(help.apply(parameter.getName()))).append(" |\n");
        }
        page.append("\n[All steps](../../README.md#steps)\n");
        return page.toString();
    }

    private static String type(Type type) {
        return switch (type instanceof Class<?> simple ? simple.getSimpleName() : "Map") {
            case "String" -> "text";
            case "int", "Integer" -> "number";
            case "boolean" -> "`true` or `false`";
            case "Map" -> "map";
            default -> "anything";
        };
    }

    /** Converts help to Markdown. Code keeps its lines; other text becomes one line, for the cell of a table. */
    private static String markdown(String html) {
        Matcher code = PRE.matcher(html);
        StringBuilder markdown = new StringBuilder();
        int end = 0;
        while (code.find()) {
            markdown.append(text(html.substring(end, code.start())));
            markdown.append("\n\n```groovy\n")
                    .append(entities(code.group(1)).replaceAll("(?m)^ {2}", ""))
                    .append("\n```");
            end = code.end();
        }
        return markdown.append(text(html.substring(end))).toString().strip();
    }

    private static String text(String html) {
        return entities(html.replaceAll("</?div>", "")
                .replaceAll("</?code>", "`")
                .replaceAll("</?em>", "*")
                .replaceAll("\\s+", " ")
                .strip());
    }

    private static String entities(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
