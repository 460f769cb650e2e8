package io.dspt.monitor.benchmarks.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.topic.TopicSettings;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.TopicSetup;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One broker with one prefilled log, over which clients run, each in a process of its own. */
public final class PipelineBench implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Flink's serialisers read the insides of the JDK's collections. */
    private static final List<String> FLINK_OPTIONS = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED");

    private static final Duration LONGEST_END = Duration.ofMinutes(1);

    private final Settings settings;
    private final Path folder;
    private final BrokerProcess broker;
    private final Admin admin;
    private final PrefilledLog log;
    private int runs;

    /**
     * How clients run.
     *
     * @param partitions partitions of the log
     * @param threads threads of each client
     * @param measured how many records at the end of the log are measured; what stands before them warms up
     * @param jvm options of the clients' JVM
     * @param client what the Kafka clients of all variants are set to alike
     */
    public record Settings(int partitions, int threads, long measured, List<String> jvm, Map<String, String> client) {}

    /**
     * What came of one run.
     *
     * @param result figures
     * @param forwarded what was forwarded; {@code null} when nothing is, or when it was not looked at
     * @param violations what was found; {@code null} when the variant judges nothing
     */
    public record Ran(
            ClientResult result,
            TopicReading.@Nullable Content forwarded,
            @Nullable FoundViolations violations) {}

    private PipelineBench(Settings settings, Path folder, BrokerProcess broker, Admin admin, PrefilledLog log) {
        this.settings = settings;
        this.folder = folder;
        this.broker = broker;
        this.admin = admin;
        this.log = log;
    }

    /** Starts the broker and fills the log. */
    public static PipelineBench prepare(
            Settings settings, RuleBundle catalogue, RuleBundle twenty, Iterable<byte[]> records) throws IOException {
        Path folder = Files.createTempDirectory("dspt-benchmark");
        BrokerProcess broker = BrokerProcess.start(Files.createDirectory(folder.resolve("broker")));
        Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
        new TopicSetup(admin, (short) 1).ensure(Topics.all(settings.partitions()));
        PrefilledLog log =
                PrefilledLog.write(broker.bootstrapServers(), settings.partitions(), catalogue, twenty, records);
        return new PipelineBench(settings, folder, broker, admin, log);
    }

    /** What stands on the log. */
    public PrefilledLog log() {
        return log;
    }

    /** Where the broker is. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** What stands on the log, as forwarding variants must leave it on their output. */
    public TopicReading.Content input() {
        try (TopicReading reading = new TopicReading(bootstrapServers())) {
            return reading.content(Topics.LOG);
        }
    }

    /**
     * Runs a variant over the whole log.
     *
     * @param look whether to read what it has forwarded
     * @param profile where a recording of the client goes, if one is wanted
     */
    public Ran run(Variant variant, int commitIntervalMillis, boolean look, @Nullable Path profile)
            throws IOException, InterruptedException {
        String run = variant.option() + "-" + runs++;
        String output = ClientSpec.outputTopic(run);
        createOutput(variant, output);
        try (TopicReading reading = new TopicReading(bootstrapServers())) {
            Map<TopicPartition, Long> findingsBefore = reading.ends(Topics.FINDINGS);
            ClientResult result = client(variant, run, commitIntervalMillis, profile);
            TopicReading.Content forwarded = variant.forwards() && look ? reading.content(output) : null;
            FoundViolations violations = null;
            if (variant == Variant.FLINK) {
                violations = FoundViolations.on(reading, output);
            } else if (variant.judges()) {
                violations = FoundViolations.ofOurs(reading, findingsBefore);
            }
            return new Ran(result, forwarded, violations);
        } finally {
            removeTopicsOf(run);
        }
    }

    /** Starts a client that goes on until it is closed; for what is appended meanwhile. */
    public ChildJvm startEndless(Variant variant, String run, int commitIntervalMillis)
            throws IOException, InterruptedException {
        createOutput(variant, ClientSpec.outputTopic(run));
        return startClient(spec(variant, run, commitIntervalMillis, true), null);
    }

    /** Where the findings of a variant stand. */
    public String findingsTopic(Variant variant, String run) {
        return variant == Variant.FLINK ? ClientSpec.outputTopic(run) : Topics.FINDINGS;
    }

    @Override
    public void close() throws IOException {
        admin.close(Duration.ofSeconds(5));
        broker.close();
        removeFolder(folder);
    }

    private void createOutput(Variant variant, String output) throws InterruptedException {
        if (!variant.forwards() && variant != Variant.FLINK) {
            return;
        }
        TopicSettings like = Topics.all(settings.partitions()).stream()
                .filter(topic -> topic.name().equals(Topics.LEDGER))
                .findFirst()
                .orElseThrow();
        await(() -> admin.createTopics(
                        List.of(new NewTopic(output, settings.partitions(), (short) 1).configs(like.forCreation())))
                .all()
                .get());
    }

    private ClientResult client(Variant variant, String run, int commitIntervalMillis, @Nullable Path profile)
            throws IOException, InterruptedException {
        ClientSpec spec = spec(variant, run, commitIntervalMillis, false);
        try (ChildJvm client = startClient(spec, profile)) {
            ClientResult result = JSON.readValue(client.answer(), ClientResult.class);
            client.awaitEnd(LONGEST_END);
            return result;
        } finally {
            removeFolder(Path.of(spec.stateFolder()));
        }
    }

    private ClientSpec spec(Variant variant, String run, int commitIntervalMillis, boolean endless) {
        return new ClientSpec(
                variant,
                run,
                bootstrapServers(),
                broker.pid(),
                settings.partitions(),
                settings.threads(),
                commitIntervalMillis,
                log.ends(),
                Math.max(0, log.total() * variant.laps() - settings.measured()),
                endless,
                folder.resolve("state-" + run).toString(),
                log.publicKey(),
                log.controls(),
                ClientSettings.of(variant, settings.client()));
    }

    private ChildJvm startClient(ClientSpec spec, @Nullable Path profile) throws IOException {
        Files.createDirectories(Path.of(spec.stateFolder()));
        Path file = folder.resolve(spec.run() + ".json");
        Files.write(file, JSON.writeValueAsBytes(spec));
        List<String> options = new ArrayList<>(settings.jvm());
        options.add("-XX:-UsePerfData");
        options.add("-Dlogback.configurationFile=child-logback.xml");
        if (profile != null) {
            options.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + profile);
        }
        boolean flink = spec.variant() == Variant.FLINK;
        if (flink) {
            options.addAll(FLINK_OPTIONS);
        }
        return ChildJvm.start(
                flink ? ChildClassPath.forFlink() : ChildClassPath.forKafka(),
                options,
                ClientMain.class,
                List.of(file.toString()),
                folder.resolve(spec.run() + ".log"));
    }

    /** What it wrote besides the monitor's own topics, and its changelogs. */
    private void removeTopicsOf(String run) throws InterruptedException {
        await(() -> {
            Set<String> topics = admin.listTopics().names().get();
            List<String> own = topics.stream()
                    .filter(topic -> topic.equals(ClientSpec.outputTopic(run)) || topic.startsWith(run + "-"))
                    .toList();
            return admin.deleteTopics(own).all().get();
        });
    }

    private interface Asked<T extends @Nullable Object> {
        T get() throws ExecutionException, InterruptedException;
    }

    private static void await(Asked<?> asked) throws InterruptedException {
        try {
            asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused: " + e.getCause(), e);
        }
    }

    /** Removes a folder with all that is in it, if it is there. */
    public static void removeFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
