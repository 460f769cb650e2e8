package io.dspt.monitor.benchmarks.pipeline;

import io.dspt.monitor.benchmarks.pipeline.ClientSpec.Controls;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.ControlRecord.LogOpened;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecordForm;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * What stands on {@value Topics#LOG} before anything is measured. Each partition is the log of one estate: it is opened,
 * gets the built-in catalogue, then the twenty rules that every engine has, of which each client sees one rule set, and
 * then its share of the records.
 *
 * @param ends offset behind the last record by partition
 * @param controls where the rule sets stand
 * @param publicKey whose control records count, X.509
 * @param records how many Azure records there are
 * @param valueBytes bytes of their values
 */
public record PrefilledLog(List<Long> ends, Controls controls, byte[] publicKey, long records, long valueBytes) {

    /** Later than all generated records. */
    private static final Instant NOT_AFTER = Instant.parse("2100-01-01T00:00:00Z");

    /**
     * Writes it; the topics must be there and empty.
     *
     * @param twenty {@code null} when all clients see the catalogue
     * @throws io.dspt.monitor.benchmarks.measure.MeasurementFailedException when the broker does not take all of it
     */
    public static PrefilledLog write(
            String bootstrapServers,
            int partitions,
            RuleBundle catalogue,
            @Nullable RuleBundle twenty,
            Iterable<byte[]> records) {
        KeyPair keys = newKeys();
        List<ControlRecord> ofCatalogue = RuleSetTransfer.chunks(catalogue);
        List<ControlRecord> ofTwenty = twenty == null ? List.of() : RuleSetTransfer.chunks(twenty);
        List<ControlRecord> controls = new ArrayList<>();
        controls.add(new LogOpened(LogMode.REPLAY, NOT_AFTER, null));
        controls.addAll(ofCatalogue);
        controls.addAll(ofTwenty);
        List<Long> ends = new ArrayList<>(Collections.nCopies(partitions, 0L));
        long bytes = 0;
        long count = 0;
        Taken taken = new Taken();
        try (KafkaProducer<byte[], byte[]> producer = producer(bootstrapServers)) {
            for (int partition = 0; partition < partitions; partition++) {
                for (ControlRecord control : controls) {
                    taken.send(producer, producerRecord(partition, TrustedKeys.sign(estate(partition), control, keys)));
                    ends.set(partition, ends.get(partition) + 1);
                }
            }
            for (byte[] value : records) {
                int partition = (int) (count % partitions);
                taken.send(producer, producerRecord(partition, azureRecord(count, value)));
                ends.set(partition, ends.get(partition) + 1);
                bytes += value.length;
                count++;
            }
            producer.flush();
            taken.orThrow();
        }
        return new PrefilledLog(
                List.copyOf(ends),
                new Controls(1L + ofCatalogue.size(), controls.size()),
                keys.getPublic().getEncoded(),
                count,
                bytes);
    }

    /** The estate whose log a partition is. */
    public static String estate(int partition) {
        return "benchmark-" + partition;
    }

    /** A record as it goes into the log, named by its number. */
    public static LogRecord azureRecord(long number, byte[] value) {
        return new LogRecord.AzureRecord(value, new Origin("benchmark", Long.toString(number), Sha256.hex(value)));
    }

    /** The record of a partition as it goes to the broker. */
    public static ProducerRecord<byte[], byte[]> producerRecord(int partition, LogRecord record) {
        LogRecordForm form = LogRecordForm.of(record);
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(
                Topics.LOG, partition, estate(partition).getBytes(StandardCharsets.UTF_8), form.value());
        form.headers().forEach((name, value) -> sent.headers().add(name, value));
        sent.headers().add("ingestor", "benchmark".getBytes(StandardCharsets.UTF_8));
        return sent;
    }

    /** All records of the log. */
    public long total() {
        return ends.stream().mapToLong(Long::longValue).sum();
    }

    /** A producer that writes as the monitor's own ingestors do. */
    public static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        Map<String, Object> settings = new TreeMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }
}
