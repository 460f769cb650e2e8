package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.fold.Output.CheckpointReached;
import io.dspt.monitor.core.fold.Output.Counts;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.ControlRecords;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.KafkaEstateLog;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.TopicSetup;
import io.dspt.monitor.ingest.command.StopSignal;
import io.dspt.monitor.ingest.files.FilesIngestor;
import io.dspt.monitor.ingest.files.InputTree;
import io.dspt.monitor.quickstart.CommonOptions.Format;
import io.dspt.monitor.streams.MonitorService;
import io.dspt.monitor.streams.MonitorServiceSettings;
import io.dspt.monitor.streams.alert.AlertSettings;
import io.dspt.monitor.streams.alert.AlertmanagerAddress;
import io.dspt.monitor.streams.console.ConsoleServer;
import io.dspt.monitor.streams.output.OutputListener;
import io.dspt.monitor.streams.output.PrintedFinding;
import io.dspt.monitor.streams.posture.PostureSettings;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** One run of the quick start, from the broker's start to its stop. */
final class QuickstartRun {
    private static final int PARTITIONS = 4;
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_READ = Duration.ofMinutes(5);
    private static final int MOST_CHECKPOINTS_AT_ONCE = 256;
    private static final int GO_ON_MINUTES = 5;

    private final Terminal terminal;
    private final Settings settings;
    private final DataDirectory data;
    private final @Nullable ConsoleServer console;
    private final StopSignal stop;
    private final Closing closing;
    private final String checkpoint = "all-input-" + Instant.now();

    /** What is to be done. */
    record Settings(
            String estate,
            @Nullable String organisation,
            MaskKey maskKey,
            RuleBundle rules,
            List<InputTree.Entry> inputs,
            boolean once,
            Format format,
            @Nullable Severity failOn,
            List<AlertmanagerAddress> alertmanagers) {}

    /** What came of it. */
    record Result(int exitCode, Counts counts) {}

    /** Somebody asked to stop before all input was evaluated. */
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Evaluated(List<PrintedFinding> findings, Counts counts, int unreadable) {}

    QuickstartRun(
            Terminal terminal,
            Settings settings,
            DataDirectory data,
            @Nullable ConsoleServer console,
            StopSignal stop) {
        this.terminal = terminal;
        this.settings = settings;
        this.data = data;
        this.console = console;
        this.stop = stop;
        this.closing = new Closing(terminal, settings.format());
    }

    /**
     * Runs to the end of the input, or until it is told to stop.
     *
     * @throws StoppedException when it is told to stop before all input is evaluated
     */
    Result run() throws IOException {
        try (Progress progress = new Progress(terminal)) {
            int refused = Engine.refusals(settings.rules(), terminal);
            progress.begin("starting Kafka on " + data.root());
            KeyPair keys = SigningKeys.in(data.keys());
            try (EmbeddedKafka kafka = EmbeddedKafka.start(data.kafka())) {
                if (stop.asked().isDone()) {
                    throw new StoppedException();
                }
                data.announce(kafka.bootstrapServers());
                try {
                    return withKafka(kafka.bootstrapServers(), keys, progress, refused);
                } finally {
                    data.withdraw();
                }
            }
        }
    }

    private Result withKafka(String bootstrapServers, KeyPair keys, Progress progress, int refused) {
        try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            new TopicSetup(admin, (short) 1).ensure(Topics.all(PARTITIONS));
        }
        CheckpointWatch watch = new CheckpointWatch(settings.estate(), checkpoint);
        List<OutputListener> listeners = new ArrayList<>();
        if (!settings.once()) {
            listeners.add(new TransitionPrinter(terminal.out(), settings.format()));
        }
        listeners.add(watch);
        MonitorServiceSettings serviceSettings = new MonitorServiceSettings(
                        bootstrapServers,
                        "quickstart",
                        data.streams(),
                        Engine.settings(TrustedKeys.of(keys.getPublic())),
                        listeners)
                .telling(alerts())
                .tellingPosture(PostureSettings.FOR_TRYING);
        try (MonitorService service = new MonitorService(serviceSettings)) {
            service.start();
            serve(service);
            progress.begin("ingesting");
            Evaluated evaluated = orStopped(() -> ingestAndEvaluate(bootstrapServers, keys, progress, service, watch));
            progress.rest();
            if (settings.once()) {
                closing.print(evaluated.findings(), evaluated.counts());
                closing.whatNext(null);
            } else {
                live(evaluated);
            }
            progress.begin("stopping");
            boolean partly = refused > 0 || evaluated.unreadable() > 0;
            return new Result(Closing.exitCode(evaluated.findings(), settings.failOn(), partly), evaluated.counts());
        }
    }

    /**
     * Works on a thread of its own, which is left behind when somebody asks to stop: input that is piped in may keep it
     * waiting for ever.
     */
    private Evaluated orStopped(Callable<Evaluated> work) {
        CompletableFuture<Evaluated> worked = new CompletableFuture<>();
        Thread worker = new Thread(
                () -> {
                    try {
                        worked.complete(work.call());
                    } catch (Exception e) {
                        worked.completeExceptionally(e);
                    }
                },
                "ingest");
        worker.setDaemon(true);
        worker.start();
        try {
            CompletableFuture.anyOf(worked, stop.asked()).join();
            if (stop.asked().isDone()) {
                throw new StoppedException();
            }
            return worked.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private Evaluated ingestAndEvaluate(
            String bootstrapServers, KeyPair keys, Progress progress, MonitorService service, CheckpointWatch watch)
            throws InterruptedException {
        try (KafkaEstateLog log = KafkaEstateLog.forFiles(KafkaConnection.plain(bootstrapServers), settings.estate())) {
            ControlRecords controls = new ControlRecords(log, settings.estate(), keys);
            begin(controls);
            int unreadable = ingest(log, controls, progress);
            progress.begin("evaluating");
            CheckpointReached reached = workOff(controls, service, watch);
            return new Evaluated(findings(service), reached.counts(), unreadable);
        }
    }

    /** What is piped in may go on for days: the replay follows, so that its times are believed. */
    private int ingest(KafkaEstateLog log, ControlRecords controls, Progress progress) {
        ScheduledExecutorService following = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "replay-goes-on");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var unused = following.scheduleWithFixedDelay(
                    () -> controls.goOn(Instant.now()), GO_ON_MINUTES, GO_ON_MINUTES, TimeUnit.MINUTES);
            return new FilesIngestor(new ReaderPipeline(settings.maskKey()), log, progress).ingest(settings.inputs());
        } finally {
            following.shutdownNow();
        }
    }

    private void begin(ControlRecords controls) {
        try {
            controls.beginReplay(Instant.now(), settings.organisation());
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.wrongUsage("--organisation: " + e.getMessage());
        }
        controls.useRules(settings.rules());
    }

    /** Every step does only so much: until the checkpoint is answered, more and more records follow it. */
    private CheckpointReached workOff(ControlRecords controls, MonitorService service, CheckpointWatch watch)
            throws InterruptedException {
        controls.checkpoint(checkpoint);
        if (!service.awaitRunning(LONGEST_START)) {
            throw CommandFailedException.failed(
                    "Kafka Streams did not start within " + LONGEST_START.toSeconds() + " s");
        }
        int count = 1;
        while (true) {
            CheckpointReached reached = watch.await(500);
            if (reached != null) {
                return reached;
            }
            if (!service.alive().good()) {
                throw CommandFailedException.failed(
                        "the monitor has stopped: " + service.alive().says());
            }
            for (int i = 0; i < count; i++) {
                controls.checkpoint(checkpoint);
            }
            count = Math.min(MOST_CHECKPOINTS_AT_ONCE, count * 2);
        }
    }

    private List<PrintedFinding> findings(MonitorService service) throws InterruptedException {
        service.awaitPresent(LONGEST_READ);
        return service.findings().all().stream()
                .filter(finding -> finding.estate().equals(settings.estate()))
                .toList();
    }

    private void serve(MonitorService service) {
        if (console != null) {
            console.serve(service.content());
            terminal.say("console on " + address(console));
        }
    }

    private void live(Evaluated evaluated) {
        if (settings.format() == Format.TABLE) {
            terminal.out().println();
            closing.overview(evaluated.findings(), evaluated.counts());
            closing.whatNext(console == null ? null : address(console));
        }
        terminal.say("all input is evaluated; stop with Ctrl-C");
        stop.asked().join();
    }

    private Optional<AlertSettings> alerts() {
        Optional<URI> url = Optional.ofNullable(console).map(served -> URI.create(address(served)));
        return settings.alertmanagers().isEmpty()
                ? Optional.empty()
                : Optional.of(AlertSettings.forTrying(settings.alertmanagers(), url));
    }

    private static String address(ConsoleServer console) {
        return "http://127.0.0.1:" + console.port() + "/";
    }
}
