package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecordForm;
import io.dspt.monitor.core.fold.Output.ExemptionState;
import io.dspt.monitor.core.fold.Output.RulesLive;
import io.dspt.monitor.core.posture.Period;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.audit.LogDraw;
import io.dspt.monitor.streams.audit.PackScope;
import io.dspt.monitor.streams.audit.PackSources;
import io.dspt.monitor.streams.output.ExemptionJson;
import io.dspt.monitor.streams.output.PrintedFinding;
import io.dspt.monitor.streams.output.RuleSetPartForm;
import io.dspt.monitor.streams.output.RulesLiveJson;
import io.dspt.monitor.streams.report.TopicContents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What stands on the output topics of an estate now, read once. */
final class TopicSnapshot {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final CommandClients clients;
    private final int partition;
    private final String estate;

    TopicSnapshot(CommandClients clients, int partition, String estate) {
        this.clients = clients;
        this.partition = partition;
        this.estate = estate;
    }

    /** The findings of the estate, in the order in which they opened. */
    List<PrintedFinding> findings() {
        return latest(Topics.FINDINGS).values().stream()
                .map(PrintedFinding::parse)
                .filter(finding -> finding.estate().equals(estate))
                .sorted(PrintedFinding.AS_OPENED)
                .toList();
    }

    /** The exemptions of the estate, in the order in which they start. */
    List<ExemptionState> exemptions() {
        String prefix = ExemptionJson.key(estate, "");
        List<ExemptionState> found = new ArrayList<>();
        latest(Topics.COVERAGE).forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.add(ExemptionJson.parse(value));
            }
        });
        found.sort(Comparator.<ExemptionState, java.time.Instant>comparing(
                        state -> state.exemption().startsOn())
                .thenComparing(state -> state.exemption().id()));
        return found;
    }

    /** The rules that are live, once any are. */
    Optional<RulesLive> liveRules() {
        return Optional.ofNullable(latest(Topics.COVERAGE).get(RulesLiveJson.key(estate)))
                .map(RulesLiveJson::parse);
    }

    /** Everything a report goes by. */
    TopicContents reported() {
        TopicContents contents = new TopicContents(estate);
        each(Topics.LEDGER, contents::record);
        each(Topics.COVERAGE, contents::record);
        return contents;
    }

    /** The rule set that is live, as it travelled; empty when not all of it has been told. */
    Optional<RuleBundle> ruleSet() {
        TopicContents contents = new TopicContents(estate);
        each(Topics.COVERAGE, contents::record);
        return contents.ruleSet();
    }

    /** What an audit pack is made of. */
    PackSources packed(PackScope scope) {
        PackSources sources = new PackSources(scope);
        each(Topics.LEDGER, record -> {
            if (ControlSender.text(record.key()).equals(estate) && record.value() != null) {
                sources.ledger(record.value());
            }
        });
        each(Topics.COVERAGE, record -> {
            String key = ControlSender.text(record.key());
            boolean isOurs = key.startsWith(estate + "/") && !RuleSetPartForm.isKey(key);
            if (isOurs && record.value() != null) {
                sources.coverage(key, record.value());
            } else if (isOurs) {
                sources.coverageGone(key);
            }
        });
        each(Topics.EVIDENCE, record -> {
            String sha256 = header(record, "sha256");
            // The partition may hold records of other estates.
            if (record.value() != null && sources.names(sha256)) {
                sources.evidence(
                        sha256,
                        header(record, "source"),
                        header(record, "position"),
                        Instant.ofEpochMilli(record.timestamp()),
                        record.value());
            }
        });
        draw(scope.year().period(), sources);
        return sources;
    }

    /** Records of the log as hashes draw them; of an empty year none. */
    private void draw(Period year, PackSources sources) {
        TopicPartition log = new TopicPartition(Topics.LOG, partition);
        try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(POLL)) {
            consumer.assign(List.of(log));
            long end = consumer.endOffsets(List.of(log)).getOrDefault(log, 0L);
            long from = Math.min(end, firstFrom(consumer, log, year.from(), end));
            long to = Math.min(end, firstFrom(consumer, log, year.to(), end));
            for (long place : sources.draw(new LogDraw(from, to))) {
                drawAt(consumer, log, place, to, sources);
            }
        }
    }

    private static long firstFrom(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition log, Instant at, long otherwise) {
        OffsetAndTimestamp first =
                consumer.offsetsForTimes(Map.of(log, at.toEpochMilli())).get(log);
        return first == null ? otherwise : first.offset();
    }

    private void drawAt(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition log, long place, long to, PackSources sources) {
        consumer.seek(log, place);
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (consumer.position(log) < to) {
            if (System.nanoTime() > deadline) {
                throw CommandFailedException.failed("cannot read " + Topics.LOG + " from " + place + " on");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < to && ControlSender.text(record.key()).equals(estate)) {
                    LogRecord read = LogRecordForm.read(name -> bytes(record, name), record.value());
                    if (read instanceof LogRecord.AzureRecord azure) {
                        sources.drawn(place, record.offset(), azure, Instant.ofEpochMilli(record.timestamp()));
                        return;
                    }
                }
            }
        }
        sources.drewNothing(place);
    }

    private static byte @Nullable [] bytes(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : ControlSender.text(header.value());
    }

    private SortedMap<String, byte[]> latest(String topic) {
        SortedMap<String, byte[]> latest = new TreeMap<>();
        each(topic, record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                latest.remove(key);
            } else {
                latest.put(key, record.value());
            }
        });
        return latest;
    }

    /** Reads a topic to its present end. */
    private void each(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        TopicPartition one = new TopicPartition(topic, partition);
        try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(POLL)) {
            consumer.assign(List.of(one));
            consumer.seekToBeginning(List.of(one));
            long end = consumer.endOffsets(List.of(one)).getOrDefault(one, 0L);
            long deadline = System.nanoTime() + LONGEST.toNanos();
            while (consumer.position(one) < end) {
                if (System.nanoTime() > deadline) {
                    throw CommandFailedException.failed("cannot read " + topic + " to its end");
                }
                consumer.poll(POLL).forEach(reader);
            }
        }
    }
}
