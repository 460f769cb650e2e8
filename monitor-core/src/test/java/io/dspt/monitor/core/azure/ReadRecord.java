package io.dspt.monitor.core.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.util.Locale;

/** One record read, as the tests of the readers look at it. Samples may use single quotes for double ones. */
final class ReadRecord {
    static final ResourcePropertyTable TABLE = ResourcePropertyTable.builtIn();
    private static final AzureRecordReader READER = new AzureRecordReader(TABLE);

    private final AzureEvent event;

    private ReadRecord(AzureEvent event) {
        this.event = event;
    }

    static ReadResult result(String json) {
        return READER.read(json.replace('\'', '"').getBytes(UTF_8));
    }

    static ReadRecord of(String json) {
        return new ReadRecord(
                assertInstanceOf(ReadResult.Parsed.class, result(json)).event());
    }

    /** The JSON as it stands inside a JSON string. */
    static String quoted(String json) {
        return "'" + json.replace('\'', '"').replace("\\", "\\\\").replace("\"", "\\\"") + "'";
    }

    <T extends AzureEvent> T as(Class<T> kind) {
        return assertInstanceOf(kind, event);
    }

    EventHeader header() {
        return event.header();
    }

    FactValue fact(Fact fact) {
        return event.facts().read(fact);
    }

    FactValue before(Fact fact) {
        return event.factsBefore().read(fact);
    }

    static Fact property(String name) {
        return TABLE.facts().stream()
                .filter(fact -> fact.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    void assertResource(String id) {
        assertEquals(
                id.toLowerCase(Locale.ROOT), String.valueOf(header().resource()).toLowerCase(Locale.ROOT));
    }

    void assertText(String expected, Fact fact) {
        assertEquals(FactValue.text(expected), fact(fact), fact.name());
    }

    void assertFlag(boolean expected, Fact fact) {
        assertEquals(FactValue.flag(expected), fact(fact), fact.name());
    }

    void assertWhole(long expected, Fact fact) {
        assertEquals(FactValue.whole(expected), fact(fact), fact.name());
    }

    void assertAbsent(Fact... facts) {
        for (Fact fact : facts) {
            assertEquals(FactValue.Missing.ABSENT, fact(fact), fact.name());
        }
    }

    void assertUnknown(Fact... facts) {
        for (Fact fact : facts) {
            assertEquals(FactValue.Missing.UNKNOWN, fact(fact), fact.name());
        }
    }

    /** The region, for short. */
    FactValue region() {
        return fact(Facts.RESOURCE_REGION);
    }
}
