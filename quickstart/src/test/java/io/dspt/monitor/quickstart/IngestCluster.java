package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.ControlRecords;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.KafkaEstateLog;
import io.dspt.monitor.ingest.TopicSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.clients.admin.Admin;

/** A real broker, or several, with the monitor's topics and logs that have been begun, and a folder for configurations. */
final class IngestCluster implements AutoCloseable {
    static final int PARTITIONS = 4;

    private final Brokers brokers;
    private final Path folder;

    private IngestCluster(Brokers brokers, Path folder) {
        this.brokers = brokers;
        this.folder = folder;
    }

    /** Starts it, with one broker in this JVM. */
    static IngestCluster start(Path folder) throws IOException {
        return on(Brokers.inThisJvm(folder), folder);
    }

    /** On these brokers, which are closed with it. */
    static IngestCluster on(Brokers brokers, Path folder) throws IOException {
        IngestCluster cluster = new IngestCluster(brokers, folder);
        try (Admin admin = cluster.connection().admin()) {
            new TopicSetup(admin, (short) brokers.count()).ensure(Topics.all(PARTITIONS));
        }
        Files.writeString(folder.resolve("mask.key"), "a key that only these tests have");
        return cluster;
    }

    KafkaConnection connection() {
        return KafkaConnection.plain(brokers.bootstrapServers());
    }

    String bootstrapServers() {
        return brokers.bootstrapServers();
    }

    /** Begins a live log. */
    void begin(String estate) {
        try (KafkaEstateLog log = KafkaEstateLog.forFiles(connection(), estate)) {
            new ControlRecords(log, estate, SigningKeys.generate()).beginLive(null);
        }
    }

    /**
     * Begins a replay.
     *
     * @param now what is dated later moves no clock
     */
    void beginReplay(String estate, Instant now) {
        try (KafkaEstateLog log = KafkaEstateLog.forFiles(connection(), estate)) {
            new ControlRecords(log, estate, SigningKeys.generate()).beginReplay(now, null);
        }
    }

    /** Writes a configuration of an estate with one more section, which may be empty. */
    Path configuration(String name, String estate, String section) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                kafka:
                  bootstrap.servers: %s
                replication: 1
                mask_key_file: mask.key
                estates:
                  - name: %s
                %s""".formatted(bootstrapServers(), estate, section));
    }

    /**
     * Writes a configuration by which Event Grid's events are taken for one estate, at any port.
     *
     * @param secret what whoever sends has to know
     */
    Path webhookConfiguration(String name, String estate, String secret) throws IOException {
        Files.writeString(folder.resolve(name + ".secret"), secret);
        return configuration(name, estate, """
                event_grid:
                  name: %s
                  port: 0
                  estate: %s
                  shared_secret_file: %s.secret
                """.formatted(name, estate, name));
    }

    /**
     * Writes a configuration that reads one hub for one estate.
     *
     * @param name of the source
     * @param connectionString of the hub
     */
    Path configuration(String name, String estate, String connectionString, String consumerGroup) throws IOException {
        Files.writeString(folder.resolve(name + ".connection"), connectionString);
        return Files.writeString(folder.resolve(name + ".yaml"), """
                kafka:
                  bootstrap.servers: %s
                replication: %s
                mask_key_file: mask.key
                estates:
                  - name: %s
                event_hubs:
                  - name: %s
                    connection_string_file: %s.connection
                    consumer_group: %s
                    estate: %s
                    start: earliest
                """.formatted(
                bootstrapServers(), Integer.toString(brokers.count()), estate, name, name, consumerGroup, estate));
    }

    @Override
    public void close() {
        brokers.close();
    }
}
