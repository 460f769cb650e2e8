package io.dspt.monitor.benchmarks.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.records.GeneratedRecords.Mix;
import io.dspt.monitor.benchmarks.rules.RuleSet;
import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SameFindingsTest {
    private static final RecordReader READER =
            new AzureRecordReader(ReferenceFiles.builtIn().properties());
    private static final List<byte[]> RECORDS = GeneratedRecords.of(5, 400, new Mix(0.3, 0.4, 2_000, 50));

    @Test
    void shouldSeeAsManyValuesByEveryParser() throws IOException {
        SameFindings.ofParsers(RECORDS);
    }

    @Test
    void shouldRefuseEnginesThatFindSomethingElse() {
        // Given
        RuleEngines catalogue = RuleEngines.of(RuleSet.catalogue(), READER, false);
        RuleEngines copied = RuleEngines.of(RuleSet.ofSize(200), READER, false);
        RuleEngines twenty = RuleEngines.of(RuleSet.twenty(), READER, false);
        RuleEngines wrong = new RuleEngines(copied.rules(), copied.asked(), twenty.asking(), twenty.step(), null);
        EngineMeasurement measurement = new EngineMeasurement(RECORDS, READER);

        // Then
        assertTrue(SameFindings.ofEngines(catalogue, measurement.events()) > 100);
        assertDoesNotThrow(() -> SameFindings.ofCopies(catalogue, copied, measurement.events()));
        assertThrows(
                MeasurementFailedException.class, () -> SameFindings.ofCopies(catalogue, wrong, measurement.events()));
    }
}
