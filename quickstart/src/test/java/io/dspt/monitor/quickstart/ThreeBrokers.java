package io.dspt.monitor.quickstart;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Three Kafka brokers, each a controller too, each in a container of its own, on the loopback address of this machine. Every
 * partition has three copies, and two of them have to have a record before it counts. The product's image has the classes.
 */
final class ThreeBrokers implements Brokers {
    private static final int BROKERS = 3;
    private static final String CLUSTER_ID = "ZHNwdC1tb25pdG9yLTAwMw";
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(200).toNanos();

    private final List<Node> nodes;
    private final List<GenericContainer<?>> containers = new ArrayList<>();

    private record Node(int id, int port, int controllerPort, Path folder) {
        String address() {
            return "127.0.0.1:" + port;
        }

        String voter() {
            return id + "@127.0.0.1:" + controllerPort;
        }
    }

    private ThreeBrokers(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** Starts them, and waits until they know one another. */
    static ThreeBrokers start(String image, Path folder) throws IOException, InterruptedException {
        List<Node> nodes = new ArrayList<>();
        for (int id = 1; id <= BROKERS; id++) {
            nodes.add(new Node(id, freePort(), freePort(), Files.createDirectory(folder.resolve("broker-" + id))));
        }
        ThreeBrokers brokers = new ThreeBrokers(nodes);
        try {
            for (Node node : nodes) {
                Path settings = brokers.format(node);
                GenericContainer<?> container = container(image, folder, settings);
                brokers.containers.add(container);
                container.start();
            }
            brokers.awaitAll();
            return brokers;
        } catch (RuntimeException | IOException | InterruptedException e) {
            brokers.close();
            throw e;
        }
    }

    private static GenericContainer<?> container(String image, Path folder, Path settings) throws IOException {
        // As whoever runs this test, so that he may remove what they wrote.
        String user = Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
        return new GenericContainer<>(DockerImageName.parse(image))
                .withNetworkMode("host")
                .withEnv("JDK_JAVA_OPTIONS", "-Xmx320m -XX:+UseSerialGC -XX:TieredStopAtLevel=1")
                .withCreateContainerCmdModifier(create -> {
                    create.withEntrypoint("java", "-cp", "/opt/dspt-monitor/lib/*", "kafka.Kafka", settings.toString());
                    create.withCmd();
                    create.withUser(user);
                    Objects.requireNonNull(create.getHostConfig())
                            .withBinds(new Bind(folder.toString(), new Volume(folder.toString()), AccessMode.rw));
                });
    }

    @Override
    public String bootstrapServers() {
        return nodes.stream().map(Node::address).collect(Collectors.joining(","));
    }

    @Override
    public int count() {
        return BROKERS;
    }

    @Override
    public void kill(int node) {
        GenericContainer<?> container = containers.get(node - 1);
        container
                .getDockerClient()
                .killContainerCmd(container.getContainerId())
                .withSignal("KILL")
                .exec();
    }

    @Override
    public void start(int node) {
        GenericContainer<?> container = containers.get(node - 1);
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
    }

    /** Waits until all are there. */
    private void awaitAll() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            while (admin.describeCluster().nodes().get().size() < BROKERS) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("not all brokers are there:\n" + said());
                }
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        } catch (ExecutionException e) {
            throw new AssertionError("no broker answers:\n" + said(), e);
        }
    }

    private String said() {
        return containers.stream().map(GenericContainer::getLogs).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        containers.forEach(GenericContainer::stop);
    }

    /** Prepares its storage. */
    private Path format(Node node) throws IOException {
        Path file = node.folder().resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            settings(node).store(out, null);
        }
        String[] arguments = {"format", "--config", file.toString(), "--cluster-id", CLUSTER_ID};
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        if (StorageTool.execute(arguments, nowhere) != 0) {
            throw new IOException("Kafka's storage could not be prepared in " + node.folder());
        }
        return file;
    }

    private Properties settings(Node node) {
        String copies = Integer.toString(BROKERS);
        String needed = "2";
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(node.id()));
        settings.put("listeners", "PLAINTEXT://" + node.address() + ",CONTROLLER://127.0.0.1:" + node.controllerPort());
        settings.put("advertised.listeners", "PLAINTEXT://" + node.address());
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.quorum.voters", nodes.stream().map(Node::voter).collect(Collectors.joining(",")));
        settings.put("log.dirs", node.folder().resolve("data").toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", copies);
        settings.put("min.insync.replicas", needed);
        settings.put("offsets.topic.replication.factor", copies);
        settings.put("transaction.state.log.replication.factor", copies);
        settings.put("transaction.state.log.min.isr", needed);
        settings.put("share.coordinator.state.topic.replication.factor", copies);
        settings.put("share.coordinator.state.topic.min.isr", needed);
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(10 * 1024 * 1024));
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
