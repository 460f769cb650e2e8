package io.dspt.monitor.quickstart;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka in this JVM: one node that is broker and controller, on free ports of the loopback address. Its data
 * survives any kill, and it is back within seconds.
 */
final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    /** Any value would do: the node talks to nobody else. */
    private static final String CLUSTER_ID = "ZHNwdC1tb25pdG9yLTAwMQ";

    private static final long LONGEST_STOP_SECONDS = 15;

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the node on the data in a folder.
     *
     * @param folder new, or where a node was before
     */
    static EmbeddedKafka start(Path folder) throws IOException {
        int port = freePort();
        int controllerPort = freePort();
        Path data = folder.resolve("data");
        if (!Files.exists(data)) {
            // A kill in the midst of formatting must leave nothing that looks formatted.
            Path unfinished = folder.resolve("data.new");
            format(folder, settings(unfinished, port, controllerPort));
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        }
        // Kafka would add its hooks to the end of the process, which may have begun already; it is closed here, in
        // order.
        Exit.setShutdownHookAdder((name, hook) -> {});
        KafkaConfig config = KafkaConfig.fromProps(settings(data, port, controllerPort), false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        return new EmbeddedKafka(server, "127.0.0.1:" + port);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops within a bounded time; whoever uses it should have gone before. */
    @Override
    public void close() {
        Thread stop = new Thread(
                () -> {
                    server.shutdown();
                    server.awaitShutdown();
                },
                "kafka-stop");
        stop.setDaemon(true);
        stop.start();
        try {
            stop.join(TimeUnit.SECONDS.toMillis(LONGEST_STOP_SECONDS));
            if (stop.isAlive()) {
                LOG.warn("Kafka did not stop within {} s", LONGEST_STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void format(Path folder, Properties settings) throws IOException {
        Path file = folder.resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
        String[] arguments = {"format", "--config", file.toString(), "--cluster-id", CLUSTER_ID, "--ignore-formatted"};
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        int result = StorageTool.execute(arguments, nowhere);
        if (result != 0) {
            throw new IOException("Kafka's storage could not be prepared in " + folder);
        }
    }

    private static Properties settings(Path data, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        // One node holds the only copy of everything.
        settings.put("default.replication.factor", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        // Small, because it shares a laptop with everything else.
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
        settings.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(10 * 1024 * 1024));
        // Back at once after a kill: nobody waits for a dead predecessor's session or transaction to run out.
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        return settings;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
