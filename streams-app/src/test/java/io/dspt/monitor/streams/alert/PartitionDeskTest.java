package io.dspt.monitor.streams.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.fold.ControlRecord.RuleSetChunk;
import io.dspt.monitor.core.fold.Output.RuleSetPart;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.alert.PartitionDesk.Change;
import io.dspt.monitor.streams.output.FindingJson;
import io.dspt.monitor.streams.output.RuleSetPartForm;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PartitionDeskTest {
    private static final Instant NOW = SampleFindings.OPENED_AT.plusSeconds(2);

    private final PartitionDesk desk = desk();

    @Test
    void shouldProposeTheSameUntilItIsWritten() {
        tell(desk, SampleFindings.abroad("sta", Severity.HIGH));

        List<Change> first = desk.changes(NOW);
        List<Change> second = desk.changes(NOW);
        desk.written(second);

        assertEquals(first, second);
        assertEquals(List.of(), desk.changes(NOW));
    }

    @Test
    void shouldGoOnWithTheSameLabelsAfterARestart() {
        // Given an alert that was written down
        Finding finding = SampleFindings.abroad("sta", Severity.HIGH);
        tell(desk, finding);
        AlertRow sent = only(desk.changes(NOW)).row();

        // When another process reads what was written, and another rule set is in force
        PartitionDesk successor = desk();
        row(successor, sent.key(), AlertRowJson.of(sent));
        tell(successor, finding);
        Change resumed = only(successor.changes(NOW.plusSeconds(60)));

        // Then it is the same alert, and nothing has to be written again
        assertEquals(sent, resumed.row());
        assertFalse(successor.isNew(resumed.row()));
        assertTrue(resumed.annotations().containsKey("summary"));
    }

    @Test
    void shouldTellTheEndOfWhatEndedWhileNobodyWasThere() {
        Finding finding = SampleFindings.abroad("sta", Severity.HIGH);
        tell(desk, finding);
        AlertRow sent = only(desk.changes(NOW)).row();

        PartitionDesk successor = desk();
        row(successor, sent.key(), AlertRowJson.of(sent));
        tell(successor, finding.resolved(NOW, "resource-deleted"));
        Change ended = only(successor.changes(NOW.plusSeconds(60)));

        assertEquals(NOW, ended.row().endedAt());
        assertEquals(sent.labels(), ended.row().labels());
    }

    @Test
    void shouldTellTheEndOfAnAlertWhoseFindingIsGone() {
        tell(desk, SampleFindings.abroad("sta", Severity.HIGH));
        AlertRow sent = only(desk.changes(NOW)).row();

        PartitionDesk successor = desk();
        row(successor, sent.key(), AlertRowJson.of(sent));

        assertFalse(only(successor.changes(NOW)).row().fires());
    }

    @Test
    void shouldTellNothingOfWhatEndedBeforeAnybodyWasTold() {
        tell(desk, SampleFindings.abroad("sta", Severity.HIGH).resolved(NOW, "resource-deleted"));

        assertEquals(List.of(), desk.changes(NOW));
    }

    @Test
    void shouldTellAllThatWakesNobodyByOneDigest() {
        // Given findings of a baseline
        for (String account : List.of("sta", "stb", "stc")) {
            tell(desk, baseline(account));
        }
        Change digest = only(desk.changes(NOW));
        desk.written(List.of(digest));

        // When one is put right, and then all
        tell(desk, baseline("sta").resolved(NOW, "resource-deleted"));
        Change fewer = only(desk.changes(NOW));
        desk.written(List.of(fewer));
        tell(desk, baseline("stb").resolved(NOW, "resource-deleted"));
        tell(desk, baseline("stc").resolved(NOW, "resource-deleted"));
        Change none = only(desk.changes(NOW));

        // Then it is one alert that says so, until there is nothing to say
        assertEquals("DsptFindingDigest", digest.row().label("alertname"));
        assertTrue(digest.annotations().get("summary").startsWith("3 findings in estate north"), digest::toString);
        assertEquals(digest.row(), fewer.row());
        assertTrue(fewer.annotations().get("summary").startsWith("2 findings"), fewer::toString);
        assertFalse(none.row().fires());
    }

    @Test
    void shouldTellOfDemonstrationsOnlyWhereThatIsWanted() {
        tell(desk, SampleFindings.abroad("demo-res-001", "sta", Severity.HIGH, Finding.FROM_EVENT));

        assertEquals(List.of(), desk.changes(NOW));
    }

    @Test
    void shouldFollowTheRulesThatAreLive() {
        // Given a live rule set in which the rule asks for a digest only
        String file = "rules/residency/RES-001-resource-outside-permitted-regions.rule.yaml";
        TreeMap<String, byte[]> files =
                new TreeMap<>(RuleBundle.builtIn().only(file).files());
        String quiet = new String(files.get(file), StandardCharsets.UTF_8).replace("notify: page", "notify: digest");
        files.put(file, quiet.getBytes(StandardCharsets.UTF_8));
        RuleSetTransfer.chunks(new RuleBundle(files)).forEach(chunk -> live(desk, (RuleSetChunk) chunk));

        tell(desk, SampleFindings.abroad("sta", Severity.CRITICAL));

        assertEquals("DsptFindingDigest", only(desk.changes(NOW)).row().label("alertname"));
    }

    @Test
    void shouldRememberAPageForAsLongAsItSpeaksForItsGroup() {
        // Given a page whose end everybody knows
        Finding finding = SampleFindings.abroad("sta", Severity.HIGH);
        tell(desk, finding);
        String key = only(desk.changes(NOW)).row().key();
        desk.written(desk.changes(NOW));
        tell(desk, finding.resolved(NOW, "resource-deleted"));
        desk.written(desk.changes(NOW));
        desk.endKnown(key);

        // When another account of its group turns up
        tell(desk, SampleFindings.abroad("stb", Severity.HIGH));
        Change second = only(desk.changes(NOW.plusSeconds(3_600)));

        // Then the first still speaks for both, for a day
        assertEquals("ticket", second.row().label("notify"));
        assertEquals(List.of(), desk.forgettable(NOW.plusSeconds(3_600)));
        assertEquals(List.of(key), desk.forgettable(NOW.plusSeconds(90_000)));
    }

    private static Finding baseline(String account) {
        return SampleFindings.abroad("north", account, Severity.CRITICAL, Finding.FROM_BASELINE);
    }

    private static PartitionDesk desk() {
        return new PartitionDesk(
                AlertSettings.usual(List.of(AlertmanagerAddress.open("one", URI.create("http://127.0.0.1:1")))),
                SampleFindings.FACTS);
    }

    private static void tell(PartitionDesk desk, Finding finding) {
        desk.take(record(Topics.FINDINGS, finding.id().value(), FindingJson.of(finding)));
    }

    private static void row(PartitionDesk desk, String key, byte[] value) {
        desk.take(record(Topics.ALERTS, key, value));
    }

    private static void live(PartitionDesk desk, RuleSetChunk chunk) {
        RuleSetPart part = new RuleSetPart(chunk.digest(), chunk.index(), chunk.count(), chunk.bytes());
        ConsumerRecord<byte[], byte[]> record =
                record(Topics.COVERAGE, RuleSetPartForm.key("north", part), part.bytes());
        RuleSetPartForm.headers(part)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        desk.take(record);
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, String key, byte @Nullable [] value) {
        return new ConsumerRecord<>(topic, 0, 0, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static Change only(List<Change> changes) {
        assertEquals(1, changes.size(), changes::toString);
        return changes.get(0);
    }
}
