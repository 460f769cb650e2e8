package io.dspt.monitor.core.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EnvelopeSlicerTest {

    @Test
    void shouldKeepTheBytesOfEachRecordOfAnEnvelope() {
        // Given records whose spelling a serialiser would change
        String text = "{\"records\": [ {\"a\" : 1.50,\"b\":\"\\u00e9\"},\n {\"category\":\"X\", \"time\":\"t\"} ]}";

        // When, Then
        assertEquals(
                List.of(
                        "element 1#0 {\"a\" : 1.50,\"b\":\"\\u00e9\"}",
                        "element 2#1 {\"category\":\"X\", \"time\":\"t\"}"),
                slice(text));
    }

    @Test
    void shouldTakeEveryEnvelopeAzureUses() {
        assertEquals(List.of("element 1#0 {\"a\":1}"), slice("{\"Records\":[{\"a\":1}]}"));
        assertEquals(List.of("element 1#0 {\"a\":1}", "element 1#1 {\"a\":2}"), slice("[{\"a\":1},{\"a\":2}]"));
        assertEquals(
                List.of("element 1#0 {\"id\":\"1\"}"),
                slice(
                        "{\"@odata.context\":\"https://graph.example/$metadata\",\"@odata.nextLink\":\"https://graph.example/n\","
                                + "\"value\":[{\"id\":\"1\"}]}"));
        assertEquals(
                List.of("element 1#0 {\"a\":1}", "element 1#1 {\"b\":2}", "element 1#2 {\"c\":3}"),
                slice("[{\"a\":1},{\"records\":[{\"b\":2}]},{\"records\":[{\"c\":3}]}]"));
        assertEquals(List.of(), slice("{\"records\":[]}"));
        assertEquals(List.of(), slice("\n \r\n"));
    }

    @Test
    void shouldTakeTheAnswersOfResourceGraphAndResourceManager() {
        // Given the command line, the REST API, and a list of Resource Manager
        String byCommand = "{\n  \"count\": 2,\n  \"data\": [\n    {\"id\":\"/a\"},\n    {\"id\":\"/b\"}\n  ],\n"
                + "  \"skip_token\": null,\n  \"total_records\": 2\n}";
        String byRest = "{\"totalRecords\":2,\"count\":2,\"data\":[{\"id\":\"/a\"},{\"id\":\"/b\"}],\"facets\":[],"
                + "\"resultTruncated\":\"false\"}";
        String counted = "{\"data\":[{\"id\":\"/a\"}],\"count\":1}";
        String listed = "{\"value\":[{\"id\":\"/a\"}],\"nextLink\":\"https://management.example/next\"}";

        // When, Then
        assertEquals(List.of("element 4#0 {\"id\":\"/a\"}", "element 5#1 {\"id\":\"/b\"}"), slice(byCommand));
        assertEquals(List.of("element 1#0 {\"id\":\"/a\"}", "element 1#1 {\"id\":\"/b\"}"), slice(byRest));
        assertEquals(List.of("element 1#0 {\"id\":\"/a\"}"), slice(counted));
        assertEquals(List.of("element 1#0 {\"id\":\"/a\"}"), slice(listed));
        assertEquals(List.of(), slice("{\"count\":0,\"data\":[]}"));
    }

    @Test
    void shouldNotTakeOtherDataForAnAnswerOfResourceGraph() {
        String data = "{\"data\":[{\"a\":1}],\"source\":\"x\"}";
        String event = "{\"count\":1,\"data\":[{\"a\":1}],\"time\":\"t\"}";
        String table = "{\"count\":1,\"data\":{\"columns\":[],\"rows\":[]}}";
        String withRecords = "{\"records\":[{\"a\":1}],\"data\":[{\"b\":2}]}";

        assertEquals(List.of("element 1#0 " + data), slice(data));
        assertEquals(List.of("element 1#0 " + event), slice(event));
        assertEquals(List.of("element 1#0 " + table), slice(table));
        assertEquals(List.of("element 1#0 {\"a\":1}"), slice(withRecords));
    }

    @Test
    void shouldKeepTheWholeRowsOfABrokenAnswer() {
        assertEquals(
                List.of("element 1#0 {\"id\":\"/a\"}", "truncated 1#1 {\"id\":\"/"),
                slice("{\"count\":2,\"data\":[{\"id\":\"/a\"},{\"id\":\"/"));
    }

    @Test
    void shouldNotTakeARecordWithAListForAnEnvelope() {
        String before = "{\"category\":\"X\",\"value\":[{\"a\":1}]}";
        String after = "{\"records\":[{\"a\":1}],\"operationName\":\"y\"}";
        assertEquals(List.of("element 1#0 " + before), slice(before));
        assertEquals(List.of("element 1#0 " + after), slice(after));
        assertEquals(List.of("element 1#0 {\"value\":7}"), slice("{\"value\":7}"));
    }

    @Test
    void shouldTakeEachLineAndEachPrettyPrintedDocumentForItself() {
        String text =
                "{\"a\":1}\n\n{\"records\":[{\"b\":2},{\"b\":3}]}\r\n{\n  \"c\": 3\n}\n[\n  {\"d\":4}\n]\n{\"e\":5}{\"f\":6}";

        assertEquals(
                List.of(
                        "element 1#0 {\"a\":1}",
                        "element 3#0 {\"b\":2}",
                        "element 3#1 {\"b\":3}",
                        "element 4#0 {\n  \"c\": 3\n}",
                        "element 8#0 {\"d\":4}",
                        "element 10#0 {\"e\":5}",
                        "element 10#1 {\"f\":6}"),
                slice(text));
    }

    @Test
    void shouldMakeObjectsOfTheRowsOfAQuery() {
        String text =
                "{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[{\"name\":\"TimeGenerated\",\"type\":\"datetime\"},"
                        + "{\"name\":\"Level \\u0041\",\"type\":\"string\"}],\n"
                        + "\"rows\":[[\"2026-03-01T00:00:00Z\",null],\n[\"x\", {\"y\" : 1}],[\"too few\"]]}],\"statistics\":{}}";

        assertEquals(
                List.of(
                        "element 2#0 {\"TimeGenerated\":\"2026-03-01T00:00:00Z\",\"Level \\u0041\":null}",
                        "element 3#1 {\"TimeGenerated\":\"x\",\"Level \\u0041\":{\"y\" : 1}}",
                        "not-an-object 3#2 [\"too few\"]"),
                slice(text));
    }

    @Test
    void shouldCallWhatIsNoObjectMalformed() {
        assertEquals(
                List.of(
                        "not-an-object 1#0 \"text\"",
                        "not-an-object 1#1 1",
                        "not-an-object 1#2 null",
                        "not-an-object 1#3 [{}]",
                        "element 1#4 {}"),
                slice("{\"records\":[\"text\",1,null,[{}],{}]}"));
        assertEquals(
                List.of(
                        "not-an-object 1#0 \"text\"",
                        "not-an-object 2#0 17",
                        "not-json 3#0 a ` \" b",
                        "element 4#0 {}"),
                slice("\"text\"\n17\n  a ` \" b \n{}"));
    }

    @Test
    void shouldIgnoreByteOrderMarksAndReadUtf16() {
        assertEquals(List.of("element 1#0 {\"a\":\"é\"}"), slice("\ufeff{\"a\":\"é\"}"));
        assertEquals(List.of("element 1#0 {\"a\":1}", "element 2#0 {\"b\":1}"), slice("{\"a\":1}\n\ufeff{\"b\":1}"));
        byte[] wide = "\ufeff{\"records\":[{\"a\":\"é\"}]}".getBytes(StandardCharsets.UTF_16LE);
        assertEquals(List.of("element 1#0 {\"a\":\"é\"}"), describe(EnvelopeSlicer.slice(wide)));
        byte[] wideToo = "\ufeff{\"a\":1}".getBytes(StandardCharsets.UTF_16BE);
        assertEquals(List.of("element 1#0 {\"a\":1}"), describe(EnvelopeSlicer.slice(wideToo)));
    }

    @Test
    void shouldLoseOnlyTheBrokenLine() {
        assertEquals(
                List.of(
                        "element 1#0 {\"a\":1}",
                        "not-json 2#0 {\"b\":1,\"c\":",
                        "element 3#0 {\"d\":1}",
                        "element 4#0 {\"e\":1}"),
                slice("{\"a\":1}\n{\"b\":1,\"c\":\n{\"d\":1}\n{\"e\":1}\n"));
        assertEquals(
                List.of("element 1#0 {\"a\":1}", "not-json 2#0 {\"b\":\"cut", "element 3#0 {\"d\":1}"),
                slice("{\"a\":1}\n{\"b\":\"cut\n{\"d\":1}"));
        assertEquals(List.of("element 1#0 {\"a\":1}", "truncated 2#0 {\"b\":\"cut"), slice("{\"a\":1}\n{\"b\":\"cut"));
    }

    @Test
    void shouldKeepTheNeighboursOfABrokenRecord() {
        assertEquals(
                List.of(
                        "element 1#0 {\"a\":1}",
                        "not-json 1#1 {\"b\":{'x':1}}",
                        "element 1#2 {\"d\":1}",
                        "element 2#0 {\"e\":1}"),
                slice("{\"records\":[{\"a\":1},{\"b\":{'x':1}},{\"d\":1}]}\n{\"e\":1}"));
        assertEquals(
                List.of(
                        "element 2#0 {\"a\":1}",
                        "not-json 3#1 {\"b\":}",
                        "element 4#2 {\"c\":1}",
                        "element 6#0 {\"d\":1}"),
                slice("[\n{\"a\":1},\n{\"b\":},\n{\"c\":1}\n]\n{\"d\":1}"));
        assertEquals(
                List.of("element 1#0 {\"a\":1}", "element 1#1 {\"b\":1}", "not-json 1#2 oops", "element 1#3 {\"c\":1}"),
                slice("[{\"a\":1} {\"b\":1}, oops, {\"c\":1},]"));
    }

    @Test
    void shouldKeepARecordOfWhichAByteIsNoUtf8() {
        // Given a record with a byte that UTF-8 does not have
        byte[] message = "[{\"a\":1},{\"b\":\"?\"},{\"c\":1}]".getBytes(UTF_8);
        message[15] = (byte) 0xff;

        // When
        List<SlicedElement> elements = EnvelopeSlicer.slice(message);

        // Then
        assertEquals(3, elements.size());
        assertInstanceOf(SlicedElement.Element.class, elements.get(1));
        assertEquals((byte) 0xff, elements.get(1).bytes()[6]);
        assertEquals("{\"c\":1}", new String(elements.get(2).bytes(), UTF_8));
    }

    @Test
    void shouldKeepWhatIsWholeOfATruncatedEnvelope() {
        assertEquals(
                List.of("element 1#0 {\"a\":1}", "truncated 1#1 {\"b\":[{\"x\":"),
                slice("{\"records\":[{\"a\":1},{\"b\":[{\"x\":"));
        assertEquals(List.of("element 1#0 {\"a\":1}", "truncated 1#1 "), slice("{\"records\":[{\"a\":1},"));
        assertEquals(List.of("truncated 1#0 {\"rec"), slice("{\"rec"));
        assertEquals(
                List.of(
                        "element 1#0 {\"a\":1}",
                        "not-json 1#1 {\"b\":[",
                        "element 2#0 {\"c\":1}",
                        "element 3#0 {\"d\":1}"),
                slice("{\"records\":[{\"a\":1},{\"b\":[\n{\"c\":1}\n{\"d\":1}"));
    }

    @Test
    void shouldGiveUpOnlyTheRestOfABrokenPrettyPrintedDocument() {
        String text = "{\n  \"a\": 1,\n  oops\n}\n{\n  \"b\": 2\n}\n";
        assertEquals(List.of("not-json 1#0 {\n  \"a\": 1,\n  oops\n}", "element 5#0 {\n  \"b\": 2\n}"), slice(text));
    }

    @Test
    void shouldNotMindDepthOrHugeNumbers() {
        String deep = "{\"a\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
        String deepEnvelope = "{\"records\":[".repeat(5_000) + "]}".repeat(5_000);
        String huge = "{\"n\":" + "9".repeat(100_000) + "}";

        assertEquals(List.of("element 1#0 " + deep, "element 2#0 " + huge), slice(deep + "\n" + huge));
        assertEquals(1, slice(deepEnvelope).size());
    }

    @Test
    void shouldDeliverWhatItReadBeforeTheInputFailed() {
        // Given a stream that fails in the middle of its second line
        InputStream failing = new SequenceInputStream(
                new ByteArrayInputStream("{\"a\":1}\n{\"b\":".getBytes(UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("torn");
                    }
                });
        List<SlicedElement> elements = new ArrayList<>();

        // When
        assertThrows(IOException.class, () -> EnvelopeSlicer.slice(failing, elements::add));

        // Then
        assertEquals(List.of("element 1#0 {\"a\":1}", "truncated 2#0 {\"b\":"), describe(elements));
    }

    @Test
    void shouldHoldNoMoreThanTheCurrentDocument() throws IOException {
        // Given 200 MB of lines, more than the window could hold of them unnoticed
        byte[] line = ("{\"category\":\"Administrative\",\"n\":\"" + "x".repeat(1000) + "\"}\n").getBytes(UTF_8);
        int lines = 200_000;
        InputStream input = new InputStream() {
            private int given;

            @Override
            public int read() {
                throw new UnsupportedOperationException("read in bulk");
            }

            @Override
            public int read(byte[] into, int at, int count) {
                if (given == lines) {
                    return -1;
                }
                int taken = Math.min(count, line.length);
                assertTrue(taken == line.length || count < line.length);
                if (taken < line.length) {
                    return readOne(into, at);
                }
                System.arraycopy(line, 0, into, at, taken);
                given++;
                return taken;
            }

            private int readOne(byte[] into, int at) {
                into[at] = '\n';
                return 1;
            }
        };
        int[] count = new int[1];
        int[] longest = new int[1];

        // When
        EnvelopeSlicer.slice(input, element -> {
            count[0]++;
            longest[0] = Math.max(longest[0], element.bytes().length);
        });

        // Then
        assertEquals(lines, count[0]);
        assertEquals(line.length - 1, longest[0]);
    }

    /** What a message is cut into; a stream of the same bytes, however they come, is cut alike. */
    static List<String> slice(String text) {
        return slice(text.getBytes(UTF_8));
    }

    private static List<String> slice(byte[] message) {
        List<String> elements = describe(EnvelopeSlicer.slice(message));
        List<SlicedElement> streamed = new ArrayList<>();
        try {
            EnvelopeSlicer.slice(new OneByteAtATime(message), streamed::add);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory do not fail", e);
        }
        assertEquals(describe(streamed), elements);
        return elements;
    }

    private static final class OneByteAtATime extends ByteArrayInputStream {
        OneByteAtATime(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] into, int at, int count) {
            return super.read(into, at, Math.min(count, 1));
        }
    }

    private static List<String> describe(List<SlicedElement> elements) {
        return elements.stream()
                .map(element -> (element instanceof SlicedElement.Malformed malformed ? malformed.reason() : "element")
                        + " " + element.position() + " " + new String(element.bytes(), UTF_8))
                .toList();
    }
}
