package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fold.ControlRecord.RuleSetChunk;
import io.dspt.monitor.core.fold.Output.RuleSetPart;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.SummaryRequest;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.RuleSetPartForm;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class TopicSummariesTest {
    private static final String RES_001 = "rules/residency/RES-001-resource-outside-permitted-regions.rule.yaml";
    private static final SummaryRequest OCTOBER = new SummaryRequest(YearMonth.of(2026, 10), null, false);
    private static final InventedHistory HISTORY = InventedHistory.of(7);

    private static Optional<MonthlySummary> summary(TopicContents contents) {
        FactCatalogue facts = new FactCatalogue(ReferenceFiles.builtIn().properties());
        return new TopicSummaries(estate -> contents, facts).summary(InventedHistory.ESTATE, OCTOBER);
    }

    @Test
    void shouldKnowAnEstateByItsLedgerOrItsCoverageAlone() {
        // Given one estate with a ledger, one with coverage, and one with what others have
        TopicContents ledger = new TopicContents(InventedHistory.ESTATE);
        HISTORY.ledger().forEach(ledger::ledger);
        TopicContents coverage = new TopicContents(InventedHistory.ESTATE);
        HISTORY.coverage().forEach(coverage::coverage);
        TopicContents nothing = new TopicContents(InventedHistory.ESTATE + "-2");
        HISTORY.coverage().forEach(nothing::coverage);

        // Then the last is none
        assertTrue(summary(ledger).isPresent());
        assertTrue(summary(coverage).isPresent());
        assertTrue(summary(nothing).isEmpty());
    }

    @Test
    void shouldGoByTheRuleSetThatIsLive() {
        // Given a rule set that was told, and nothing else
        RuleBundle live = RuleBundle.builtIn().only(RES_001);
        TopicContents told = new TopicContents(InventedHistory.ESTATE);
        RuleSetTransfer.chunks(live).forEach(chunk -> told.record(record((RuleSetChunk) chunk)));
        TopicContents coverage = new TopicContents(InventedHistory.ESTATE);
        HISTORY.coverage().forEach(coverage::coverage);

        // Then it is the one whose texts are used; where none was told, the built-in one is
        assertEquals(live.digest(), summary(told).orElseThrow().cover().rulesNow());
        assertEquals(
                RuleBundle.builtIn().digest(),
                summary(coverage).orElseThrow().cover().rulesNow());
    }

    private static ConsumerRecord<byte[], byte[]> record(RuleSetChunk chunk) {
        RuleSetPart part = new RuleSetPart(chunk.digest(), chunk.index(), chunk.count(), chunk.bytes());
        byte[] key = RuleSetPartForm.key(InventedHistory.ESTATE, part).getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(Topics.COVERAGE, 0, 0, key, part.bytes());
        RuleSetPartForm.headers(part)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
