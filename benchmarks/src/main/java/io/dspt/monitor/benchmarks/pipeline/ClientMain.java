package io.dspt.monitor.benchmarks.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.benchmarks.flink.FlinkClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The process of a client: does what a {@link ClientSpec} says and answers with a {@link ClientResult} in one line. */
public final class ClientMain {
    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClientMain() {}

    /**
     * Runs it.
     *
     * @param arguments the file of the specification
     */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endWithParent();
        ClientSpec spec = JSON.readValue(Files.readAllBytes(Path.of(arguments[0])), ClientSpec.class);
        long total = spec.ends().stream().mapToLong(Long::longValue).sum()
                * spec.variant().laps();
        Progress progress = new Progress(spec.warmUp(), total, spec.broker());
        switch (spec.variant()) {
            case BARE, PLAIN, TRANSACTIONAL, TRANSACTIONAL_LARGE -> bare(spec, progress);
            case FLINK -> flink(spec, progress);
            default -> streams(spec, progress);
        }
    }

    private static void bare(ClientSpec spec, Progress progress)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        ExecutorService threads = Executors.newFixedThreadPool(spec.threads());
        List<Future<Void>> running = new ArrayList<>();
        for (int thread = 0; thread < spec.threads(); thread++) {
            running.add(threads.submit(new BareClient(spec, thread, progress)));
        }
        for (Future<Void> thread : running) {
            thread.get(LONGEST_RUN.toMinutes(), TimeUnit.MINUTES);
        }
        threads.shutdown();
        answer(progress);
    }

    private static void streams(ClientSpec spec, Progress progress) throws IOException, InterruptedException {
        try (StreamsClient client = new StreamsClient(spec, progress)) {
            client.start();
            long deadline = System.nanoTime() + LONGEST_RUN.toNanos();
            while (goesOn(spec, progress)) {
                if (!client.alive() || (!spec.endless() && System.nanoTime() > deadline)) {
                    throw new IOException("Kafka Streams stopped after " + progress.records() + " records");
                }
            }
            answer(progress);
        }
    }

    /** Waits a second at most; what is endless goes on until the process is ended. */
    private static boolean goesOn(ClientSpec spec, Progress progress) throws InterruptedException {
        if (spec.endless()) {
            Thread.sleep(1_000);
            return true;
        }
        return !progress.await(Duration.ofSeconds(1));
    }

    private static void flink(ClientSpec spec, Progress progress) throws Exception {
        try (FlinkClient client = FlinkClient.start(spec, progress)) {
            long deadline = System.nanoTime() + LONGEST_RUN.toNanos();
            while (goesOn(spec, progress)) {
                if (!client.alive() || (!spec.endless() && System.nanoTime() > deadline)) {
                    throw new IOException("Flink stopped after " + progress.records() + " records", client.failure());
                }
            }
            // What the last checkpoint holds is committed behind it: another one shows that this is done.
            int last = client.checkpoints();
            while (client.checkpoints() < last + 2 && client.alive()) {
                Thread.sleep(20);
            }
            answer(progress);
        }
    }

    private static void answer(Progress progress) throws IOException {
        ChildJvm.answerParent(JSON.writeValueAsString(progress.result()));
    }
}
