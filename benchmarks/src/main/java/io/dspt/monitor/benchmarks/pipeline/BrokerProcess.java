package io.dspt.monitor.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A Kafka broker in a process of its own, so that what its clients cost is told apart from what it costs. */
public final class BrokerProcess implements AutoCloseable {
    private final ChildJvm jvm;
    private final String bootstrapServers;

    private BrokerProcess(ChildJvm jvm, String bootstrapServers) {
        this.jvm = jvm;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts it and waits until it serves.
     *
     * @param folder exists, is on disk and empty
     */
    public static BrokerProcess start(Path folder) throws IOException {
        ChildJvm jvm = ChildJvm.start(
                ChildClassPath.forKafka(),
                List.of("-Xms1g", "-Xmx1g", "-XX:-UsePerfData", "-Dlogback.configurationFile=child-logback.xml"),
                BrokerMain.class,
                List.of(folder.toString()),
                folder.resolve("broker.log"));
        try {
            return new BrokerProcess(jvm, jvm.answer());
        } catch (IOException e) {
            jvm.close();
            throw e;
        }
    }

    /** Where it is. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Its process id. */
    public long pid() {
        return jvm.pid();
    }

    /** Whether the process runs. */
    public boolean alive() {
        return jvm.alive();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
