package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose members are found however their names are spelt: {@code operationName}, {@code OPERATIONNAME},
 * {@code operation_name} and {@code TimeGenerated [UTC]} without its unit. Of members that are the same to this view the
 * first that holds something counts. Objects and lists are found behind JSON strings too.
 *
 * <p>Only where its members lie is noted when it is opened; what a member holds is looked at when it is asked for.
 */
final class JsonObject {
    static final JsonObject EMPTY = new JsonObject(new byte[0], true);

    /** Objects in {@code properties} of objects: what is deeper is opened when it is asked for. */
    private static final int OPENED_LEVELS = 2;

    private static final MemberName PROPERTIES = MemberName.of("properties");
    private static final int LONGEST_TEXT = 4_096;
    /** Members of a record and of its properties; objects within them have few. */
    private static final int USUAL_MEMBERS = 28;

    private static final int FEW_MEMBERS = 8;
    /** Bytes of an object below which it has few members. */
    private static final int SHORT = 400;

    /** By how much a hash is shifted to one of 128 places, or of 32 for an object with few members. */
    private static final int TO_PLACE = Integer.SIZE - 7;

    private static final int TO_FEW_PLACES = Integer.SIZE - 5;
    /** Numbers for each member: where its name begins and ends, where its value does. */
    private static final int WIDTH = 4;

    private static final int NAME_TO = 1;
    private static final int FROM = 2;
    private static final int TO = 3;

    private final byte[] text;
    private final int toPlace;
    private int[] bounds;
    private int[] hashes;
    private int members;
    /**
     * For each place of a hash one more than the number of the first member that has it, at most {@link Byte#MAX_VALUE};
     * 0 where there is none, so that most names that were not carried are known by one look.
     */
    private final byte[] firsts;

    /** Members that have been opened as objects, by their number; {@link #EMPTY} for one that is none. */
    private @Nullable JsonObject @Nullable [] opened;

    private JsonObject(byte[] text, boolean few) {
        int expected = few ? FEW_MEMBERS : USUAL_MEMBERS;
        this.text = text;
        this.toPlace = few ? TO_FEW_PLACES : TO_PLACE;
        this.bounds = new int[expected * WIDTH];
        this.hashes = new int[expected];
        this.firsts = new byte[1 << (Integer.SIZE - toPlace)];
    }

    /** What came of reading a whole text: an object, or why there is none. */
    sealed interface Read {
        record Whole(JsonObject object) implements Read {}

        record Failure(String reason) implements Read {}
    }

    /** Reads a text that should be one object, with nothing but blanks around it. */
    static Read read(byte[] text) {
        int from = JsonScan.skipBlanks(text, 0, text.length);
        if (from == text.length || text[from] != '{') {
            return new Read.Failure(JsonText.isJson(text) ? SlicedElement.NOT_AN_OBJECT : SlicedElement.NOT_JSON);
        }
        JsonObject object = new JsonObject(text, false);
        int end = object.index(from, text.length, 0);
        if (end == JsonScan.BEYOND_LIMITS) {
            return new Read.Failure("limits-exceeded");
        }
        boolean whole = end > 0 && JsonScan.skipBlanks(text, end, text.length) == text.length;
        return whole ? new Read.Whole(object) : new Read.Failure(SlicedElement.NOT_JSON);
    }

    /** The object a value is, directly or as a string; empty for anything else. */
    static Optional<JsonObject> of(@Nullable JsonValue value) {
        return Optional.ofNullable(opened(value));
    }

    private static @Nullable JsonObject opened(@Nullable JsonValue value) {
        JsonValue written = expanded(value);
        if (written == null || !written.isObject()) {
            return null;
        }
        JsonObject object = new JsonObject(written.text(), written.length() < SHORT);
        object.index(written.from(), written.to(), 0);
        return object;
    }

    /** Notes where the members lie; gives what is just behind the object, or what {@link JsonScan} gives for none. */
    private int index(int from, int to, int level) {
        int at = JsonScan.skipBlanks(text, from + 1, to);
        while (at < to && text[at] == '"') {
            int nameEnd = JsonScan.closingQuote(text, at + 1, to);
            int colon = nameEnd < 0 ? to : JsonScan.skipBlanks(text, nameEnd + 1, to);
            if (colon >= to || text[colon] != ':') {
                return JsonScan.BROKEN;
            }
            int value = JsonScan.skipBlanks(text, colon + 1, to);
            int member = add(at + 1, nameEnd);
            boolean details = level < OPENED_LEVELS && value < to && text[value] == '{' && isProperties(member);
            int end = details ? indexProperties(member, value, to, level + 1) : JsonScan.skipValue(text, value, to);
            if (end < 0) {
                members--;
                return end;
            }
            bounds[member * WIDTH + FROM] = value;
            bounds[member * WIDTH + TO] = end;
            at = JsonScan.skipBlanks(text, end, to);
            if (at < to && text[at] == ',') {
                at = JsonScan.skipBlanks(text, at + 1, to);
                if (at >= to || text[at] != '"') {
                    return JsonScan.BROKEN;
                }
            }
        }
        return at < to && text[at] == '}' ? at + 1 : JsonScan.BROKEN;
    }

    private boolean isProperties(int member) {
        return hashes[member] == PROPERTIES.hash()
                && PROPERTIES.matches(text, bounds[member * WIDTH], bounds[member * WIDTH + NAME_TO]);
    }

    /** Most of what is asked of a record lies in its properties: they are opened on the way, not gone over twice. */
    private int indexProperties(int member, int from, int to, int level) {
        JsonObject properties = new JsonObject(text, false);
        int end = properties.index(from, to, level);
        opened = opened == null ? new JsonObject[hashes.length] : Arrays.copyOf(opened, hashes.length);
        opened[member] = properties;
        return end;
    }

    /** Adds a member whose value has still to be found, and gives its number. */
    private int add(int nameFrom, int nameTo) {
        if (members == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * members);
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        int hash = MemberName.hash(text, nameFrom, nameTo);
        int at = members * WIDTH;
        bounds[at] = nameFrom;
        bounds[at + NAME_TO] = nameTo;
        hashes[members] = hash;
        int place = hash >>> toPlace;
        if (firsts[place] == 0) {
            firsts[place] = (byte) Math.min(members + 1, Byte.MAX_VALUE);
        }
        return members++;
    }

    /** The number of the member of this name, preferably one that holds something; -1 when none was carried. */
    private int find(String name) {
        MemberName wanted = MemberName.of(name);
        int hash = wanted.hash();
        int first = firsts[hash >>> toPlace] - 1;
        if (first < 0) {
            return -1;
        }
        int found = -1;
        for (int member = first; member < members; member++) {
            int at = member * WIDTH;
            if (hashes[member] == hash && wanted.matches(text, bounds[at], bounds[at + NAME_TO])) {
                if (holdsSomething(text[bounds[at + FROM]]) || !value(member).isBlank()) {
                    return member;
                }
                found = found < 0 ? member : found;
            }
        }
        return found;
    }

    private static boolean holdsSomething(byte first) {
        return first != '"' && first != 'n';
    }

    private JsonValue value(int member) {
        return new JsonValue(text, bounds[member * WIDTH + FROM], bounds[member * WIDTH + TO]);
    }

    /** Whether a member of this name was carried, even without a value. */
    boolean has(String name) {
        return find(name) >= 0;
    }

    /** Whether it has no members. */
    boolean isEmpty() {
        return members == 0;
    }

    /** The member's value; {@code null} when there is none. */
    @Nullable
    JsonValue value(String name) {
        int member = find(name);
        if (member < 0) {
            return null;
        }
        JsonValue value = value(member);
        return value.isBlank() ? null : value;
    }

    /** Every member as it is written, in order. */
    void forEach(BiConsumer<String, JsonValue> action) {
        for (int member = 0; member < members; member++) {
            int at = member * WIDTH;
            action.accept(MemberName.written(text, bounds[at], bounds[at + NAME_TO]), value(member));
        }
    }

    /** The first of these members that holds a text, a number or a boolean, or an object with such a {@code value}. */
    @Nullable
    String text(String... names) {
        for (String name : names) {
            String found = text(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The same of one member. */
    @Nullable
    String text(String name) {
        int member = find(name);
        return member < 0 ? null : textOf(value(member));
    }

    /** The same of two. */
    @Nullable
    String text(String first, String second) {
        String found = text(first);
        return found == null ? text(second) : found;
    }

    /** The whole text of a member that is a string or scalar, however long; {@code null} when it is none. */
    @Nullable
    String wholeText(String name) {
        JsonValue value = value(name);
        return value == null || !value.isScalar() ? null : value.scalar();
    }

    /** The first of these members that is an object; an empty one when none is. */
    JsonObject object(String... names) {
        for (String name : names) {
            JsonObject object = object(name);
            if (object != EMPTY) {
                return object;
            }
        }
        return EMPTY;
    }

    /** The member that is an object; an empty one when it is none. */
    JsonObject object(String name) {
        int member = find(name);
        if (member < 0) {
            return EMPTY;
        }
        if (opened == null || opened.length < members) {
            opened = opened == null ? new JsonObject[members] : Arrays.copyOf(opened, members);
        }
        JsonObject known = opened[member];
        if (known == null) {
            known = of(value(member)).orElse(EMPTY);
            opened[member] = known;
        }
        return known;
    }

    /** The member that is an object with something in it; this object itself when it is not. */
    JsonObject objectOrSelf(String name) {
        JsonObject object = object(name);
        return object.isEmpty() ? this : object;
    }

    /** The elements of a member that is a list; {@code null} when it was not carried or is none. */
    @Nullable
    List<JsonValue> list(String name) {
        JsonValue list = expanded(value(name));
        return list == null || !list.isList() ? null : list.elements();
    }

    /** The elements that are objects of the first of these members that is a list; none when none is. */
    List<JsonObject> objects(String... names) {
        for (String name : names) {
            List<JsonValue> elements = list(name);
            if (elements != null) {
                List<JsonObject> objects = new ArrayList<>(elements.size());
                elements.forEach(element -> of(element).ifPresent(objects::add));
                return objects;
            }
        }
        return List.of();
    }

    /** The text as a fact: absent when the member was carried without one, unknown when it was not carried. */
    FactValue textFact(String... names) {
        String found = text(names);
        return found == null ? missing(names) : FactValue.text(found);
    }

    /** The same of one member. */
    FactValue textFact(String name) {
        int member = find(name);
        String found = member < 0 ? null : textOf(value(member));
        return found == null ? member < 0 ? Missing.UNKNOWN : Missing.ABSENT : FactValue.text(found);
    }

    /** The boolean as a fact, also when written as a text. */
    FactValue flagFact(String... names) {
        String found = text(names);
        if (found == null) {
            return missing(names);
        }
        return switch (found.toLowerCase(Locale.ROOT)) {
            case "true" -> FactValue.flag(true);
            case "false" -> FactValue.flag(false);
            default -> Missing.UNKNOWN;
        };
    }

    /** The whole number as a fact, also when written as a text. */
    FactValue wholeFact(String... names) {
        String found = text(names);
        return found == null ? missing(names) : WholeNumber.parse(found);
    }

    private Missing missing(String... names) {
        for (String name : names) {
            if (has(name)) {
                return Missing.ABSENT;
            }
        }
        return Missing.UNKNOWN;
    }

    /**
     * The text of a scalar, or of the {@code value} of {@code {value, localizedValue}}; cut where it is longer than any
     * name, id or address is, because it may end in a finding.
     */
    static @Nullable String textOf(@Nullable JsonValue value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.isScalar()) {
            return cut(value.scalar().strip());
        }
        if (!value.isObject()) {
            return null;
        }
        JsonObject object = opened(value);
        return object == null ? null : object.text("value");
    }

    /** The text, without what lies beyond the length of any name, id or address. */
    static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    private static @Nullable JsonValue expanded(@Nullable JsonValue value) {
        if (value == null || !value.isString()) {
            return value;
        }
        return value.mayHoldJson() ? JsonText.parseNested(value) : null;
    }
}
