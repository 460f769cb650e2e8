package io.dspt.monitor.benchmarks.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands that run whole pipelines can be told. */
public final class PipelineOptions {
    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "1",
            description = "partitions of the log, each the log of one estate (default: ${DEFAULT-VALUE})")
    private int partitions;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "threads of each client (default: ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--records", paramLabel = "N", description = "records on the log")
    private @Nullable Integer records;

    @Option(
            names = "--measured",
            paramLabel = "N",
            description = "how many of them, the last ones, are measured; those before warm up")
    private @Nullable Integer measured;

    @Option(
            names = "--batch-bytes",
            paramLabel = "N",
            defaultValue = "16384",
            description = "most bytes in a batch of any producer (default: ${DEFAULT-VALUE}, Kafka's own)")
    private int batchBytes;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "2g",
            description = "heap of each client (default: ${DEFAULT-VALUE})")
    private String heap = "2g";

    @Option(names = "--jvm-option", paramLabel = "OPTION", description = "a further option of the clients' JVM")
    private List<String> jvmOptions = List.of();

    public int partitions() {
        return partitions;
    }

    public int threads() {
        return threads;
    }

    /** How many records the log gets, unless something else was asked for. */
    public int records(int usual) {
        return records == null ? usual : records;
    }

    /**
     * As {@link PipelineBench} takes them.
     *
     * @param usual how many records are measured, unless something else was asked for
     */
    public PipelineBench.Settings settings(int usual) {
        List<String> jvm = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap));
        jvm.addAll(jvmOptions);
        return new PipelineBench.Settings(
                partitions, threads, measured == null ? usual : measured, jvm, ClientSettings.of(batchBytes));
    }
}
