package io.jenkins.plugins.humanitec.simulator.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.humanitec.simulator.operations.Json;
import io.jenkins.plugins.humanitec.simulator.operations.Problem;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The expressions in a pipeline definition, such as <code>${{ inputs.set_id || steps.apply.outputs.set_id }}</code>: paths, texts,
 * numbers, {@code true}, {@code false}, {@code null}, parentheses, and the operators {@code !}, {@code ==}, {@code !=},
 * {@code &&} and {@code ||}. The last two return one of their operands, as in JavaScript.
 */
final class Expression {

    /** So that nested parentheses do not exhaust the stack. */
    private static final int MOST_TOKENS = 500;

    private static final Pattern IN_TEXT = Pattern.compile("\\$\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern TOKEN =
            Pattern.compile("[A-Za-z_][\\w-]*|\\d+(?:\\.\\d+)?|'[^']*'|\"[^\"]*\"|\\|\\||&&|==|!=|[!().\\[\\]]");

    private final String text;
    private final JsonNode context;
    private final Deque<String> tokens = new ArrayDeque<>();

    private Expression(String text, JsonNode context) {
        this.text = text.strip();
        this.context = context;
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find()) {
            require(text.substring(end, token.start()).isBlank());
            tokens.add(token.group());
            end = token.end();
        }
        require(text.substring(end).isBlank() && tokens.size() <= MOST_TOKENS);
    }

    private void require(boolean isValid) {
        Problem.badRequestIf(!isValid, "The expression '" + text + "' is not valid.");
    }

    /**
     * Replaces the expressions in all texts of a definition. A text that is one expression gets the type of its value.
     *
     * @param definition the definition
     * @param context what expressions can name
     * @return a copy with the values of the expressions
     * @throws Problem with status 400 if an expression is not valid
     */
    static JsonNode resolve(JsonNode definition, JsonNode context) {
        return Json.replaceTexts(definition, "", (text, place) -> resolve(text, context));
    }

    private static JsonNode resolve(String text, JsonNode context) {
        Matcher expression = IN_TEXT.matcher(text);
        if (expression.lookingAt() && expression.end() == text.length()) {
            return evaluate(expression.group(1), context);
        }
        return TextNode.valueOf(expression
                .reset()
                .replaceAll(match -> Matcher.quoteReplacement(text(evaluate(match.group(1), context)))));
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
    }

    /**
     * Returns whether a condition holds.
     *
     * @param condition an expression, with or without <code>${{ }}</code>, or a boolean
     * @param context what expressions can name
     * @return false if the value is false, null, zero or an empty text
     * @throws Problem with status 400 if the expression is not valid
     */
    static boolean holds(JsonNode condition, JsonNode context) {
        boolean bare = condition.isTextual() && !condition.asText().contains("${{");
        return isTrue(bare ? evaluate(condition.asText(), context) : resolve(condition, context));
    }

    private static boolean isTrue(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.doubleValue() != 0;
            case STRING -> !value.textValue().isEmpty();
            case NULL, MISSING -> false;
            default -> true;
        };
    }

    private static JsonNode evaluate(String text, JsonNode context) {
        Expression expression = new Expression(text, context);
        JsonNode value = expression.or();
        expression.require(expression.tokens.isEmpty());
        return value;
    }

    private JsonNode or() {
        JsonNode left = and();
        while (skip("||")) {
            JsonNode right = and();
            left = isTrue(left) ? left : right;
        }
        return left;
    }

    private JsonNode and() {
        JsonNode left = comparison();
        while (skip("&&")) {
            JsonNode right = comparison();
            left = isTrue(left) ? right : left;
        }
        return left;
    }

    private JsonNode comparison() {
        JsonNode left = operand();
        if (skip("==")) {
            return BooleanNode.valueOf(areEqual(left, operand()));
        }
        return skip("!=") ? BooleanNode.valueOf(!areEqual(left, operand())) : left;
    }

    private static boolean areEqual(JsonNode left, JsonNode right) {
        return left.isNumber() && right.isNumber()
                ? left.decimalValue().compareTo(right.decimalValue()) == 0
                : text(left).equals(text(right));
    }

    private JsonNode operand() {
        if (skip("!")) {
            return BooleanNode.valueOf(!isTrue(operand()));
        }
        if (skip("(")) {
            JsonNode value = or();
            require(skip(")"));
            return value;
        }
        String token = take();
        return switch (token.charAt(0)) {
            case '\'', '"' -> TextNode.valueOf(token.substring(1, token.length() - 1));
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> DecimalNode.valueOf(new BigDecimal(token));
            default -> named(token);
        };
    }

    private JsonNode named(String name) {
        require(Character.isLetter(name.charAt(0)) || name.charAt(0) == '_');
        return switch (name) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            case "null" -> NullNode.instance;
            default -> path(context.path(name));
        };
    }

    private JsonNode path(JsonNode start) {
        JsonNode value = start;
        while (true) {
            if (skip(".")) {
                value = value.path(take());
            } else if (skip("[")) {
                JsonNode key = or();
                value = key.isNumber() ? value.path(key.intValue()) : value.path(text(key));
                require(skip("]"));
            } else {
                return value.isMissingNode() ? NullNode.instance : value;
            }
        }
    }

    private boolean skip(String token) {
        return token.equals(tokens.peek()) && tokens.remove() != null;
    }

    private String take() {
        require(!tokens.isEmpty());
        return tokens.remove();
    }
}
