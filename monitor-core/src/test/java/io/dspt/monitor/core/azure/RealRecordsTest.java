package io.dspt.monitor.core.azure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Everything the real records can show without knowing what each of them means. */
final class RealRecordsTest {
    private static final ResourcePropertyTable TABLE = ResourcePropertyTable.builtIn();
    private static final AzureRecordReader READER = new AzureRecordReader(TABLE);
    private static final RecordMask MASK = new RecordMask("a key of invented test bytes".getBytes(UTF_8));

    /** Kinds of records by folder; a second 65 in one of Microsoft 365's is a time that nobody can read. */
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("activity-log", "{ignored=1, policy-evaluation=1, resource-operation=144}"),
            Map.entry("activity-log-loganalytics", "{policy-evaluation=3, resource-operation=322}"),
            Map.entry("activity-log-rest", "{resource-operation=6}"),
            Map.entry("aks-audit", "{ignored=24}"),
            Map.entry("app-gateway", "{ignored=3}"),
            Map.entry("appservice", "{ignored=5, not-json=2}"),
            Map.entry("attestation", "{ignored=1}"),
            Map.entry("defender", "{ignored=1, security-alert=6}"),
            Map.entry("entra-audit", "{directory-change=26}"),
            Map.entry("entra-signin", "{sign-in=18}"),
            Map.entry("entra-signin-noninteractive", "{sign-in=2}"),
            Map.entry("entra-signin-sp", "{sign-in=5}"),
            Map.entry("eventgrid", "{policy-evaluation=3, resource-operation=1}"),
            Map.entry("firewall", "{ignored=4}"),
            Map.entry("healthcare-fhir", "{data-access=1}"),
            Map.entry("keyvault", "{data-access=1}"),
            Map.entry("logicapp", "{ignored=2}"),
            Map.entry("m365-audit", "{directory-change=7, office-activity=287, sign-in=3, time-unreadable=1}"),
            Map.entry("messaging", "{ignored=2}"),
            Map.entry("metrics", "{ignored=6}"),
            Map.entry("misc-envelopes", "{ignored=11, not-an-object=2, not-json=1}"),
            Map.entry("nsg-flow", "{network-flow=8}"),
            Map.entry("policy", "{policy-evaluation=2, resource-operation=3}"),
            Map.entry("sql", "{ignored=10}"),
            Map.entry("storage", "{data-access=16}"),
            Map.entry("vnet-flow", "{network-flow=16}"));

    @TestFactory
    Stream<DynamicTest> shouldAccountForEveryByteOfEveryFile() {
        return AzureLogSamples.files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> assertAccountedFor(file)));
    }

    @TestFactory
    Stream<DynamicTest> shouldReadEveryElementMaskedOrNot() {
        return AzureLogSamples.files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> assertReadable(file)));
    }

    @TestFactory
    Stream<DynamicTest> shouldSortTheRecordsOfEachFolderAsTheirSourceSays() {
        TreeMap<String, List<Path>> folders = new TreeMap<>();
        AzureLogSamples.files()
                .forEach(file -> folders.computeIfAbsent(
                                file.getParent().getFileName().toString(), folder -> new ArrayList<>())
                        .add(file));
        return folders.entrySet().stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getKey(), () -> {
                    TreeMap<String, Integer> kinds = new TreeMap<>();
                    for (Path file : folder.getValue()) {
                        for (SlicedElement element : EnvelopeSlicer.slice(Files.readAllBytes(file))) {
                            kinds.merge(kind(element), 1, Integer::sum);
                        }
                    }
                    assertEquals(EXPECTED.get(folder.getKey()), kinds.toString());
                }));
    }

    private static String kind(SlicedElement element) {
        if (element instanceof SlicedElement.Malformed malformed) {
            return malformed.reason();
        }
        return kind(READER.read(element.bytes()));
    }

    private static String kind(ReadResult result) {
        if (result instanceof ReadResult.Parsed parsed) {
            return parsed.event().kind().ruleName();
        }
        return result instanceof ReadResult.Unreadable unreadable ? unreadable.reason() : "ignored";
    }

    private static void assertAccountedFor(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String rest = new String(bytes, ISO_8859_1);
        List<SlicedElement> elements = EnvelopeSlicer.slice(bytes);
        Set<String> positions = new HashSet<>();
        StringBuilder between = new StringBuilder();
        for (SlicedElement element : elements) {
            int at = rest.indexOf(new String(element.bytes(), ISO_8859_1));
            assertTrue(at >= 0, () -> element.position() + " is not of the file, or out of order");
            between.append(rest, 0, at);
            rest = rest.substring(at + element.bytes().length);
            assertTrue(positions.add(element.position()), () -> element.position() + " stands twice");
        }
        between.append(rest);
        assertTrue(!elements.isEmpty());
        assertTrue(
                between.toString().replace("\"records\"", "").matches("[\\s\\[\\]{},:\u00ef\u00bb\u00bf]*"),
                () -> "lost: " + between.substring(0, Math.min(200, between.length())));
    }

    private static void assertReadable(Path file) throws IOException {
        List<Fact> facts = new ArrayList<>(Facts.all());
        facts.addAll(TABLE.facts());
        facts.add(Facts.tag("record-type"));
        for (SlicedElement element : EnvelopeSlicer.slice(Files.readAllBytes(file))) {
            byte[] masked = MASK.mask(element.bytes());
            assertEquals(masked, MASK.mask(masked), "masking twice is masking once");
            for (byte[] bytes : List.of(element.bytes(), masked)) {
                ReadResult result = READER.read(bytes);
                if (element instanceof SlicedElement.Element) {
                    assertEquals(kind(element), kind(result), "masking changes no record's kind");
                }
                if (result instanceof ReadResult.Parsed parsed) {
                    for (Fact fact : facts) {
                        assertNotNull(parsed.event().facts().read(fact));
                        assertNotNull(parsed.event().factsBefore().read(fact));
                    }
                    assertTrue(!parsed.event().header().category().isEmpty());
                }
            }
        }
    }
}
