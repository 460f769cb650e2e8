package io.dspt.monitor.benchmarks.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import io.dspt.monitor.benchmarks.pipeline.ChildClassPath;
import io.dspt.monitor.benchmarks.pipeline.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An instance of the streams application in a process of its own, seen from this one. */
public final class Instance implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InstanceSpec spec;
    private final ChildJvm jvm;

    private Instance(InstanceSpec spec, ChildJvm jvm) {
        this.spec = spec;
        this.jvm = jvm;
    }

    /**
     * Starts it.
     *
     * @param options of its JVM
     * @param folder takes its specification and its log
     */
    public static Instance start(InstanceSpec spec, List<String> options, Path folder) throws IOException {
        Files.createDirectories(Path.of(spec.stateFolder()));
        Path file = folder.resolve(spec.instance() + ".json");
        Files.write(file, JSON.writeValueAsBytes(spec));
        List<String> all = new ArrayList<>(options);
        all.add("-XX:-UsePerfData");
        all.add("-Dlogback.configurationFile=child-logback.xml");
        return new Instance(
                spec,
                ChildJvm.start(
                        ChildClassPath.forKafka(),
                        all,
                        InstanceMain.class,
                        List.of(file.toString()),
                        folder.resolve(spec.instance() + ".log")));
    }

    /** Its next sample, when it comes. */
    public InstanceSample next() throws IOException {
        return JSON.readValue(jvm.answer(), InstanceSample.class);
    }

    /**
     * Waits for a sample; an instance that stops tells so at once.
     *
     * @throws MeasurementFailedException when none comes within this time
     */
    public InstanceSample await(Duration longest, Predicate<InstanceSample> wanted) throws IOException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (true) {
            InstanceSample sample = next();
            if (wanted.test(sample)) {
                return sample;
            } else if (System.nanoTime() > deadline) {
                throw new MeasurementFailedException(spec.instance() + " is still at " + sample);
            }
        }
    }

    /** Bytes of its stores on disk. */
    public long bytesOnDisk() throws IOException {
        try (Stream<Path> walk = Files.walk(Path.of(spec.stateFolder()))) {
            return walk.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** Whether its process runs. */
    public boolean alive() {
        return jvm.alive();
    }

    /** Ends it as a crash does. */
    public void kill() throws InterruptedException {
        jvm.kill();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
