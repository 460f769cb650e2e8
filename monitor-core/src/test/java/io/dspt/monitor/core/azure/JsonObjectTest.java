package io.dspt.monitor.core.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonObjectTest {

    private static JsonObject read(String json) {
        return assertInstanceOf(
                        JsonObject.Read.Whole.class,
                        JsonObject.read(json.replace('\'', '"').getBytes(UTF_8)))
                .object();
    }

    private static String failure(String json) {
        return assertInstanceOf(JsonObject.Read.Failure.class, JsonObject.read(json.getBytes(UTF_8)))
                .reason();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "operationName",
                "OPERATIONNAME",
                "operation_name",
                "Operation_Name_",
                "operationName [UTC]",
                "\\u006fperationName"
            })
    void shouldFindAMemberHoweverItsNameIsSpelt(String spelling) {
        JsonObject object = read("{'before':1,'" + spelling + "':'write','after':2}");

        assertEquals("write", object.text("operationName"));
        assertTrue(object.has("operation_name"));
        assertFalse(object.has("operation"));
    }

    @Test
    void shouldFindNamesOfEveryLengthHoweverTheyAreSpelt() {
        String name = "http://schemas.example/Identity|claims";
        for (int length = 1; length <= name.length(); length++) {
            String asked = name.substring(0, length);
            String apart = asked.substring(0, length / 2) + "_" + asked.substring(length / 2);

            assertTrue(read("{'" + asked + "':1}").has(asked));
            assertTrue(read("{'" + asked.toUpperCase(Locale.ROOT) + "':1}").has(asked));
            assertTrue(read("{'" + apart + "':1}").has(asked));
            assertFalse(read("{'" + asked + "x':1}").has(asked));
        }
    }

    @Test
    void shouldPreferTheFirstMemberThatHoldsSomething() {
        JsonObject object = read("{'a':'','A':null,'_a':' \\t','a_':'one','a__':'two'}");

        assertEquals("one", object.text("a"));
    }

    @Test
    void shouldTellAMemberWithoutValueFromNone() {
        JsonObject object = read("{'empty':'','nothing':null}");

        assertEquals(Missing.ABSENT, object.textFact("empty"));
        assertEquals(Missing.ABSENT, object.textFact("nothing"));
        assertEquals(Missing.UNKNOWN, object.textFact("other"));
    }

    @Test
    void shouldReadScalarsAsTheyAreMeant() {
        JsonObject object =
                read("{'whole':42,'zero':-0,'part':1.50,'great':1e3,'yes':true,'text':'\\u00e9\\n\\\\\\/x'}");

        assertEquals("42", object.text("whole"));
        assertEquals("0", object.text("zero"));
        assertEquals("1.5", object.text("part"));
        assertEquals("1000.0", object.text("great"));
        assertEquals(FactValue.flag(true), object.flagFact("yes"));
        assertEquals("\u00e9\n\\/x", object.text("text"));
    }

    @Test
    void shouldFindObjectsAndListsBehindStringsToo() {
        JsonObject object =
                read("{'properties':'{\\u0022a\\u0022:[1,{\\u0022b\\u0022:2}]}','list':[{'c':1},2,{'c':3}]}");

        assertEquals("2", object.object("properties").objects("a").get(0).text("b"));
        assertEquals(2, object.objects("list").size());
        assertSame(object.object("properties"), object.object("properties"));
        assertSame(JsonObject.EMPTY, object.object("list"));
        assertNull(object.list("properties"));
    }

    @Test
    void shouldFindTheSameInPropertiesWithinProperties() {
        JsonObject object = read("{'properties':{'properties':{'properties':{'properties':{'a':'deep'}}}},'z':'end'}");

        JsonObject deep = object;
        for (int i = 0; i < 4; i++) {
            deep = deep.object("properties");
        }

        assertEquals("deep", deep.text("a"));
        assertEquals("end", object.text("z"));
    }

    @Test
    void shouldFindMoreMembersThanUsual() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 300; i++) {
            json.append("'member")
                    .append(i)
                    .append("':{'properties':")
                    .append(i)
                    .append("},");
        }
        JsonObject object = read(json + "'properties':{'a':1}}");

        for (int i = 0; i < 300; i++) {
            assertEquals(Integer.toString(i), object.object("member" + i).text("properties"));
        }
        assertEquals("1", object.object("properties").text("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{\"a\":\"b",
                "{\"a\":\"b\\",
                "{\"a\":{\"b\":1}",
                "{\"a\":[1}",
                "{\"a\" 1}",
                "{a:1}",
                "{\"a\":}",
                "{} {}",
                "{}x",
                "",
                " ",
                "oops",
                "{\"properties\":{\"a\"}}"
            })
    void shouldSayThatItIsNoJsonWhereItCannotGoOn(String text) {
        assertEquals("not-json", failure(text));
    }

    @Test
    void shouldFindWhatATreeOfTheWholeFinds() throws IOException {
        // Given objects of random members, blanks, escapes and nesting
        ObjectMapper mapper = new ObjectMapper();
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 2_000; round++) {
            String json = object(random, 0);

            // When
            JsonObject ours = assertInstanceOf(JsonObject.Read.Whole.class, JsonObject.read(json.getBytes(UTF_8)))
                    .object();
            List<String> seen = new ArrayList<>();
            ours.forEach((name, value) -> seen.add(name + "=" + text(mapper, value.toString())));

            // Then
            List<String> expected = new ArrayList<>();
            for (var member : mapper.readTree(json).properties()) {
                expected.add(member.getKey() + "=" + member.getValue());
            }
            assertEquals(expected, seen, json);
        }
    }

    private static String text(ObjectMapper mapper, String value) {
        try {
            JsonNode node = mapper.readTree(value);
            return node.toString();
        } catch (IOException e) {
            throw new AssertionError(value, e);
        }
    }

    private static String object(SplittableRandom random, int depth) {
        StringBuilder json = new StringBuilder("{").append(blanks(random));
        int members = random.nextInt(6);
        for (int i = 0; i < members; i++) {
            json.append(i == 0 ? "" : ",").append(blanks(random)).append('"');
            json.append(random.nextInt(4) == 0 && i == 0 ? "properties" : "m" + i + random.nextInt(1_000));
            json.append('"').append(blanks(random)).append(':').append(blanks(random));
            json.append(value(random, depth)).append(blanks(random));
        }
        return json.append('}').toString();
    }

    private static String value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 8)) {
            case 0 -> Integer.toString(random.nextInt());
            case 1 -> "true";
            case 2 -> "null";
            case 3 -> "\"" + "x".repeat(random.nextInt(20)) + "\"";
            case 4 ->
                "\"{[" + "\\\"".repeat(random.nextInt(4)) + "]\\\\" + "y".repeat(random.nextInt(9)) + "\\u00e9}\"";
            case 5 -> "[" + value(random, depth + 1) + "," + value(random, depth + 1) + "]";
            default -> object(random, depth + 1);
        };
    }

    private static String blanks(SplittableRandom random) {
        return random.nextInt(4) == 0 ? " \n\t".substring(0, 1 + random.nextInt(3)) : "";
    }
}
