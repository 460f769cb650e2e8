package io.dspt.monitor.benchmarks.drools;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.azure.EnvelopeSlicer;
import io.dspt.monitor.core.azure.SlicedElement;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The raw records that prove the catalogue's rules: each rule has some that break it and some that do not. */
final class CaseRecords {
    private static final AzureRecordReader READER =
            new AzureRecordReader(ReferenceFiles.builtIn().properties());

    private CaseRecords() {}

    static List<AzureEvent> events() {
        List<AzureEvent> events = new ArrayList<>();
        for (byte[] cases : RuleBundle.builtInCases().values()) {
            collect(
                    new Load(LoadSettings.builder().build()).loadFromString(new String(cases, StandardCharsets.UTF_8)),
                    events);
        }
        return events;
    }

    /** The events of these records. */
    static List<AzureEvent> events(List<byte[]> records) {
        List<AzureEvent> events = new ArrayList<>();
        for (byte[] record : records) {
            if (READER.read(record) instanceof ReadResult.Parsed parsed) {
                events.add(parsed.event());
            }
        }
        return events;
    }

    private static void collect(Object node, List<AzureEvent> events) {
        if (node instanceof Map<?, ?> members) {
            members.values().forEach(member -> collect(member, events));
        } else if (node instanceof List<?> elements) {
            elements.forEach(element -> collect(element, events));
        } else if (node instanceof String text && (text.startsWith("{") || text.startsWith("["))) {
            events.addAll(events(EnvelopeSlicer.slice(text.getBytes(StandardCharsets.UTF_8)).stream()
                    .map(SlicedElement::bytes)
                    .toList()));
        }
    }
}
