package io.dspt.monitor.core.fold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Spoils a record in ways that depend on nothing but the seed: its bytes, its names, and the type of every value. */
final class RecordMutations {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Values of every type, and texts that mean something to some part of the reader. */
    private static final List<JsonNode> VALUES = values();

    private final Random random;

    RecordMutations(long seed) {
        this.random = new Random(seed);
    }

    private static List<JsonNode> values() {
        List<JsonNode> values = new ArrayList<>(List.of(
                NODES.nullNode(),
                NODES.booleanNode(true),
                NODES.numberNode(0),
                NODES.numberNode(-1),
                NODES.numberNode(7.5e300),
                NODES.numberNode(new java.math.BigInteger("9".repeat(40))),
                NODES.arrayNode(),
                NODES.objectNode(),
                NODES.arrayNode().add(NODES.nullNode()),
                NODES.arrayNode().add(NODES.arrayNode().add(NODES.objectNode())),
                NODES.objectNode().set("value", NODES.objectNode().set("value", NODES.objectNode())),
                NODES.textNode("x".repeat(6_000)),
                NODES.textNode("/a".repeat(5_000))));
        for (String text : List.of(
                "",
                " ",
                "0",
                "true",
                "null",
                "\u0000",
                "\ud800",
                "\udfff\ud800",
                "\u0130/\u0130",
                "\u001f",
                "***",
                "/",
                "//",
                "//providers/x",
                "/providers/",
                "/a//providers//b/c",
                "[",
                "{",
                "\"",
                "\"\"",
                "\"\\\"[]\\\"\"",
                "[]",
                "{}",
                "[null]",
                "[".repeat(2_000),
                "{\"a\":".repeat(200),
                "\"{\\\"location\\\":1}\"",
                "[\"{}\"]",
                "0001-01-01T00:00:00",
                "9999-12-31T23:59:59.9999999Z",
                "2026-02-30T00:00:00Z",
                "24/24/2026 25:61:61 PM",
                "99999999999999999999",
                "1e9",
                "-",
                "Started",
                "Succeeded.",
                "a/b/write",
                "Microsoft.A/b/delete",
                "Microsoft.Resources/subscriptions/resourceGroups/delete",
                "[::1]:80",
                "1.2.3.4:99999999999",
                "https://x.blob.core.windows.net/c/b?sig=abc",
                "/Patient/1?a",
                "\\/\\/",
                "${x}",
                "{0}",
                "$1\\")) {
            values.add(NODES.textNode(text));
        }
        return values;
    }

    /** The record with the value at each of its places replaced, by each type in turn. */
    List<byte[]> everyTypeEverywhere(String record) {
        List<JsonNode> types = List.of(
                NODES.nullNode(),
                NODES.booleanNode(false),
                NODES.numberNode(3),
                NODES.textNode("x"),
                NODES.arrayNode().add("x"),
                NODES.objectNode().put("x", "x"));
        List<byte[]> mutated = new ArrayList<>();
        int places = places(tree(record)).size();
        for (int place = 0; place < places; place++) {
            for (JsonNode type : types) {
                JsonNode root = tree(record);
                places(root).get(place).replace(type);
                mutated.add(bytes(root));
            }
        }
        return mutated;
    }

    /** The record spoilt once, somehow. */
    byte[] spoilt(String record) {
        if (random.nextInt(5) == 0) {
            return spoiltBytes(record.getBytes(StandardCharsets.UTF_8));
        }
        JsonNode root = tree(record);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            List<Place> places = places(root);
            if (places.isEmpty()) {
                break;
            }
            spoil(places.get(random.nextInt(places.size())), root);
        }
        return bytes(root);
    }

    private void spoil(Place place, JsonNode root) {
        JsonNode value = place.value();
        switch (random.nextInt(8)) {
            case 0 -> place.remove();
            case 1 -> place.replace(NODES.arrayNode().add(value));
            case 2 -> place.replace(NODES.objectNode().set("value", value));
            case 3 -> place.replace(NODES.textNode(value.toString()));
            case 4 -> place.replace(root.deepCopy());
            case 5 -> place.rename(this);
            case 6 -> {
                ArrayNode many = NODES.arrayNode();
                for (int i = 0; i < 60; i++) {
                    many.add(value);
                }
                place.replace(many);
            }
            default -> place.replace(VALUES.get(random.nextInt(VALUES.size())));
        }
    }

    private String renamed(String name) {
        return switch (random.nextInt(5)) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
            case 2 -> name + " [UTC]";
            case 3 -> "";
            default -> name + "\u0000";
        };
    }

    private byte[] spoiltBytes(byte[] record) {
        byte[] bytes = record.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 2 -> bytes[at] = (byte) "{}[],:\"\\".charAt(random.nextInt(8));
            default -> {
                for (int i = at; i < Math.min(bytes.length, at + 8); i++) {
                    bytes[i] = (byte) random.nextInt(256);
                }
            }
        }
        return bytes;
    }

    /** A value and where it stands; values inside JSON that is a string have places too. */
    private interface Place {
        JsonNode value();

        void replace(JsonNode by);

        void remove();

        void rename(RecordMutations mutations);
    }

    private List<Place> places(JsonNode root) {
        List<Place> places = new ArrayList<>();
        gather(root, places, () -> {});
        return places;
    }

    private void gather(JsonNode node, List<Place> places, Runnable changed) {
        if (node instanceof ObjectNode object) {
            for (String name : namesOf(object)) {
                places.add(new Member(object, name, changed));
                descend(object.get(name), places, changed, text -> object.put(name, text));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < Math.min(array.size(), 3); i++) {
                int index = i;
                places.add(new Element(array, index, changed));
                descend(array.get(i), places, changed, text -> array.set(index, NODES.textNode(text)));
            }
        }
    }

    private void descend(
            JsonNode child, List<Place> places, Runnable changed, java.util.function.Consumer<String> rewrite) {
        String text = child.isTextual() ? child.textValue().strip() : "";
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                JsonNode inner = JSON.readTree(text);
                gather(inner, places, () -> {
                    rewrite.accept(inner.toString());
                    changed.run();
                });
                return;
            } catch (JsonProcessingException e) {
                // Not JSON: a text as any other.
                return;
            }
        }
        gather(child, places, changed);
    }

    private static List<String> namesOf(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private record Member(ObjectNode object, String name, Runnable changed) implements Place {
        @Override
        public JsonNode value() {
            JsonNode value = object.get(name);
            return value == null ? NODES.nullNode() : value;
        }

        @Override
        public void replace(JsonNode by) {
            object.set(name, by);
            changed.run();
        }

        @Override
        public void remove() {
            object.remove(name);
            changed.run();
        }

        @Override
        public void rename(RecordMutations mutations) {
            object.set(mutations.renamed(name), value());
            remove();
        }
    }

    private record Element(ArrayNode array, int index, Runnable changed) implements Place {
        @Override
        public JsonNode value() {
            return array.get(index);
        }

        @Override
        public void replace(JsonNode by) {
            array.set(index, by);
            changed.run();
        }

        @Override
        public void remove() {
            array.remove(index);
            changed.run();
        }

        @Override
        public void rename(RecordMutations mutations) {
            array.insert(index, value());
            changed.run();
        }
    }

    private static JsonNode tree(String record) {
        try {
            return JSON.readTree(record);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a sample is not JSON", e);
        }
    }

    private static byte[] bytes(JsonNode node) {
        // By way of a text: it holds lone surrogates, which become question marks.
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
