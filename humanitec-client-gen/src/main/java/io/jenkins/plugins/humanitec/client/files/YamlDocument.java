package io.jenkins.plugins.humanitec.client.files;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.UnicodeReader;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A document in YAML as JSON, with the lines of its parts. Plain words are text, as in YAML 1.2 and in the tools that the files
 * are written for: {@code yes}, {@code on} and {@code 2026-01-31} are not converted.
 */
public final class YamlDocument {

    /** The maximum size of a file, in bytes. */
    public static final int LARGEST_FILE = 1024 * 1024;

    private static final Resolver JSON_TYPES = new JsonTypes();

    /** Problems that the parser tells with a part of the file, which can be a password without quotes. */
    private static final Pattern WITH_CONTENT =
            Pattern.compile("(found (?:undefined alias|undefined tag handle|duplicate anchor)).*", Pattern.DOTALL);

    private static final int MOST_ALIASES = 100;
    private static final int MOST_VALUES = 100_000;
    /** For all values together. A small file with long names and many values would otherwise need much memory. */
    private static final int MOST_POINTER_CHARACTERS = 20_000_000;

    private final ObjectNode json;
    private final TreeMap<String, Integer> lines = new TreeMap<>();
    private final Set<Node> open = new HashSet<>();
    private int values;
    private int pointerCharacters;

    private YamlDocument(Node root) throws InvalidYamlException {
        if (!(root instanceof MappingNode)) {
            throw new InvalidYamlException("Expected an object with names and values.", root.getStartMark());
        }
        lines.put("", root.getStartMark().getLine() + 1);
        this.json = (ObjectNode) json("", root);
    }

    /** Has the types of JSON only. */
    private static final class JsonTypes extends Resolver {

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
            addImplicitResolver(
                    Tag.INT, Pattern.compile("[-+]?(?:0o?[0-7]+|0x[0-9a-fA-F]+|0|[1-9][0-9]*)"), "-+0123456789");
            addImplicitResolver(
                    Tag.FLOAT,
                    Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?"),
                    "-+0123456789.");
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL| "), "~nN\0");
            addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
            addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
        }
    }

    /**
     * Reads a file with one document.
     *
     * @param content the content of the file, at most {@link #LARGEST_FILE} characters
     * @return the document
     * @throws InvalidYamlException if the file is not a valid object in YAML
     */
    public static YamlDocument parse(byte[] content) throws InvalidYamlException {
        return parse(content, yaml -> {
                    Node root = yaml.compose(reader(content));
                    return root == null ? List.of() : List.of(root);
                })
                .get(0);
    }

    /**
     * Reads a file with one document or several.
     *
     * @param content the content of the file, at most {@link #LARGEST_FILE} characters
     * @return the documents, at least one; empty documents between separators are left out
     * @throws InvalidYamlException if one of the documents is not a valid object in YAML
     */
    public static List<YamlDocument> parseAll(byte[] content) throws InvalidYamlException {
        return parse(content, yaml -> {
            List<Node> roots = new ArrayList<>();
            yaml.composeAll(reader(content)).forEach(roots::add);
            roots.removeIf(root -> root.getTag().equals(Tag.NULL));
            return roots;
        });
    }

    private static List<YamlDocument> parse(byte[] content, Function<Yaml, List<Node>> compose)
            throws InvalidYamlException {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setCodePointLimit(LARGEST_FILE);
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, JSON_TYPES);
        try {
            List<YamlDocument> documents = new ArrayList<>();
            for (Node root : compose.apply(yaml)) {
                documents.add(new YamlDocument(root));
            }
            if (documents.isEmpty()) {
                throw new InvalidYamlException("The file is empty.", null);
            }
            return documents;
        } catch (MarkedYAMLException e) {
            String problem = WITH_CONTENT
                    .matcher(e.getProblem())
                    .replaceFirst("$1; a text that begins with *, & or ! needs quotes");
            throw new InvalidYamlException("This is not valid YAML: " + problem + ".", e.getProblemMark());
        } catch (YAMLException e) {
            throw new InvalidYamlException("This is not valid YAML: " + firstLine(e) + ".", null);
        }
    }

    /**
     * {@return the text of a file, without a byte order mark}
     *
     * @param content the content of the file
     * @throws InvalidYamlException if it is not encoded in UTF-8, or in UTF-16 with a byte order mark
     */
    public static String text(byte[] content) throws InvalidYamlException {
        try (UnicodeReader reader = reader(content)) {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return text.toString();
        } catch (IOException e) {
            throw new InvalidYamlException("This is not valid YAML: it is no text in UTF-8.", null);
        }
    }

    /**
     * {@return whether a text is read as a text if it has no quotes; {@code 1e3} is not}
     *
     * @param text any text
     */
    public static boolean isPlainText(String text) {
        return JSON_TYPES.resolve(NodeId.scalar, text, true).equals(Tag.STR);
    }

    private static UnicodeReader reader(byte[] content) {
        return new UnicodeReader(new ByteArrayInputStream(content));
    }

    private static String firstLine(YAMLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be read");
    }

    /** {@return the content} */
    public ObjectNode json() {
        return json;
    }

    /** {@return the line of each part by its JSON Pointer, starting with 1; the document itself has the empty pointer} */
    public TreeMap<String, Integer> lines() {
        return lines;
    }

    private JsonNode json(String pointer, Node node) throws InvalidYamlException {
        if (++values > MOST_VALUES) {
            throw new InvalidYamlException("The file has too many values.", node.getStartMark());
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        if (!open.add(node)) {
            throw new InvalidYamlException("An alias refers to a part that contains it.", node.getStartMark());
        }
        JsonNode json =
                node instanceof MappingNode mapping ? object(pointer, mapping) : array(pointer, (SequenceNode) node);
        open.remove(node);
        return json;
    }

    private ObjectNode object(String pointer, MappingNode mapping) throws InvalidYamlException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        for (NodeTuple field : mapping.getValue()) {
            if (!(field.getKeyNode() instanceof ScalarNode key)) {
                throw new InvalidYamlException(
                        "The name of a field must be a text.",
                        field.getKeyNode().getStartMark());
            }
            if (key.getTag().equals(Tag.MERGE)) {
                merge(pointer, field.getValueNode(), merged);
                continue;
            }
            String inner = pointer + JsonPointer.empty().appendProperty(key.getValue());
            if (object.has(key.getValue())) {
                throw new InvalidYamlException(
                        "The field '" + key.getValue() + "' is there twice. Remove one of the two.",
                        key.getStartMark());
            }
            putLine(inner, key);
            object.set(key.getValue(), json(inner, field.getValueNode()));
        }
        merged.properties().stream()
                .filter(field -> !object.has(field.getKey()))
                .forEach(field -> object.set(field.getKey(), field.getValue()));
        return object;
    }

    /** Merges objects of a merge key. The first one wins. */
    private void merge(String pointer, Node from, ObjectNode into) throws InvalidYamlException {
        for (Node each : from instanceof SequenceNode list ? list.getValue() : List.of(from)) {
            if (!(json(pointer, each) instanceof ObjectNode object)) {
                throw new InvalidYamlException("Only objects can be merged with '<<'.", each.getStartMark());
            }
            object.properties().forEach(field -> into.putIfAbsent(field.getKey(), field.getValue()));
        }
    }

    private void putLine(String pointer, Node node) throws InvalidYamlException {
        pointerCharacters += pointer.length();
        if (pointerCharacters > MOST_POINTER_CHARACTERS) {
            throw new InvalidYamlException("The names of the fields are too long.", node.getStartMark());
        }
        lines.put(pointer, node.getStartMark().getLine() + 1);
    }

    private ArrayNode array(String pointer, SequenceNode sequence) throws InvalidYamlException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            Node element = sequence.getValue().get(i);
            putLine(pointer + "/" + i, element);
            array.add(json(pointer + "/" + i, element));
        }
        return array;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return json.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return json.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
        }
        try {
            return tag.equals(Tag.INT)
                    ? json.numberNode(integer(text))
                    : tag.equals(Tag.FLOAT) ? json.numberNode(new BigDecimal(text)) : json.textNode(text);
        } catch (NumberFormatException e) {
            // An explicit tag, such as !!int, with another value.
            return json.textNode(text);
        }
    }

    private static BigInteger integer(String text) {
        String digits = text.replaceFirst("^[-+]", "");
        BigInteger value = digits.startsWith("0x")
                ? new BigInteger(digits.substring(2), 16)
                : digits.startsWith("0o")
                        ? new BigInteger(digits.substring(2), 8)
                        : digits.length() > 1 && digits.startsWith("0")
                                ? new BigInteger(digits.substring(1), 8)
                                : new BigInteger(digits);
        return text.startsWith("-") ? value.negate() : value;
    }
}
