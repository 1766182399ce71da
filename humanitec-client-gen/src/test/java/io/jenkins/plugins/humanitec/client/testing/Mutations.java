package io.jenkins.plugins.humanitec.client.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.jenkins.plugins.humanitec.client.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils valid JSON in one to four places, always in the same way for the same seed. */
public final class Mutations {

    private static final int DEEP = 5000;

    /** What stands where something else is due. */
    private static final List<String> STRANGE = List.of(
            "null",
            "true",
            "-1",
            "3.5",
            "\"\"",
            "\"text\"",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "{\"a\": {\"b\": null}}",
            "1e400",
            "1e999999999",
            "-1e-999999999",
            "9".repeat(400),
            "9".repeat(5000),
            "\"" + "x".repeat(100_000) + "\"",
            "\"2026-99-99T99:99:99Z\"",
            "\"\\ud800\"",
            "NaN",
            "[".repeat(DEEP) + "]".repeat(DEEP),
            "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP));

    private final Random random;

    public Mutations(long seed) {
        random = new Random(seed);
    }

    public byte[] of(JsonNode valid) throws IOException {
        // Within an array there is always a place for a change.
        ArrayNode holder = JsonNodeFactory.instance.arrayNode().add(valid.deepCopy());
        for (int i = random.nextInt(4); i >= 0; i--) {
            spoil(holder);
        }
        String text = Json.MAPPER.writeValueAsString(holder);
        byte[] bytes = text.substring(1, text.length() - 1).getBytes(StandardCharsets.UTF_8);
        return random.nextInt(4) == 0 ? spoil(bytes) : bytes;
    }

    /** The same, but what is spoiled is missing, null, or has a null in it. */
    public byte[] missing(JsonNode valid) throws IOException {
        ArrayNode holder = JsonNodeFactory.instance.arrayNode().add(valid.deepCopy());
        for (int i = random.nextInt(4); i >= 0; i--) {
            List<JsonNode> containers = new ArrayList<>();
            collect(holder, containers);
            JsonNode parent = containers.get(random.nextInt(containers.size()));
            if (parent instanceof ArrayNode array) {
                array.insertNull(random.nextInt(array.size() + 1));
            } else {
                List<String> names = new ArrayList<>();
                parent.fieldNames().forEachRemaining(names::add);
                String name = names.get(random.nextInt(names.size()));
                ObjectNode object = (ObjectNode) parent;
                switch (random.nextInt(3)) {
                    case 0 -> object.remove(name);
                    case 1 -> object.putNull(name);
                    default -> object.putNull("more");
                }
            }
        }
        return Json.MAPPER.writeValueAsBytes(holder.get(0));
    }

    private void spoil(ArrayNode holder) {
        List<JsonNode> containers = new ArrayList<>();
        collect(holder, containers);
        JsonNode parent = containers.get(random.nextInt(containers.size()));
        JsonNode strange =
                JsonNodeFactory.instance.rawValueNode(new RawValue(STRANGE.get(random.nextInt(STRANGE.size()))));
        int at = random.nextInt(parent.size());
        if (parent instanceof ArrayNode array) {
            array.set(at, strange);
            return;
        }
        ObjectNode object = (ObjectNode) parent;
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (random.nextInt(4) == 0 && names.size() > 1) {
            object.remove(names.get(at));
        } else {
            object.set(names.get(at), strange);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    /** Bytes that are no UTF-8, one that is another, or an end before the end. */
    private byte[] spoil(byte[] bytes) {
        int at = random.nextInt(Math.max(1, bytes.length));
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
            return bytes;
        }
        return Arrays.copyOf(bytes, at);
    }
}
