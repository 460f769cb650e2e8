package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.fold.Output.ReportedRow;
import io.dspt.monitor.core.posture.RegisterCells;
import io.dspt.monitor.streams.output.ReportedRowJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CoverageRecordsTest {
    private static final String ESTATE = "north";

    private final CoverageRecords coverage = new CoverageRecords(ESTATE);

    private void tell(ReportedRow row) {
        coverage.put(ReportedRowJson.key(ESTATE, row), ReportedRowJson.of(ESTATE, row));
    }

    @Test
    void shouldHaveARowAsLongAsItIsThere() {
        // Given two rows
        TreeMap<String, String> cells = new TreeMap<>(Map.of("odsCode", "RA9"));
        tell(new ReportedRow("organisations", "ra9", cells));
        tell(new ReportedRow("organisations", "rx1", new TreeMap<>(Map.of("odsCode", "RX1"))));

        // When one goes
        tell(new ReportedRow("organisations", "rx1", null));

        // Then
        assertEquals(List.of(new RegisterCells("organisations", "ra9", cells)), coverage.registers());
    }
}
