package io.dspt.monitor.ingest.command;

import io.dspt.monitor.ingest.KafkaEstateLog;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.configuration.IngestConfiguration;
import io.dspt.monitor.ingest.files.FilesIngestor;
import io.dspt.monitor.ingest.files.InputTree;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/** Brings inputs into the log of a replay, from the first to the last, unless it is told to stop. */
final class ReplayIngestion {
    private static final int DONE = 0;
    private static final int SOMETHING_UNREADABLE = 1;

    private final ConfigurationOptions options;
    private final String estate;
    private final Consumer<String> say;

    ReplayIngestion(ConfigurationOptions options, String estate, Consumer<String> say) {
        this.options = options;
        this.estate = estate;
        this.say = say;
    }

    /**
     * Does it.
     *
     * @param inputs lists them, once the log is known to be one of a replay
     * @return what the process ends with
     */
    int run(Function<IngestConfiguration, List<InputTree.Entry>> inputs) {
        IngestConfiguration configuration = options.read();
        try (StopSignal signal = new StopSignal();
                ReplayProgress progress = new ReplayProgress(say)) {
            KafkaStart kafka = new KafkaStart(configuration.kafka(), say);
            if (!kafka.awaitCluster(options.longestWait(), signal.asked())) {
                return DONE;
            }
            kafka.requireReplay(estate);
            progress.begin("looks what there is");
            List<InputTree.Entry> entries = inputs.apply(configuration);
            progress.begin("reads " + entries.size() + (entries.size() == 1 ? " input" : " inputs"));
            return ingest(configuration, entries, signal, progress);
        }
    }

    private int ingest(
            IngestConfiguration configuration,
            List<InputTree.Entry> entries,
            StopSignal signal,
            ReplayProgress progress) {
        try (KafkaEstateLog log = KafkaEstateLog.forFiles(configuration.kafka(), estate)) {
            ReaderPipeline pipeline = new ReaderPipeline(configuration.maskKey());
            int unreadable =
                    new FilesIngestor(pipeline, new StoppableLog(log, signal.asked()), progress).ingest(entries);
            log.commit();
            say.accept(progress.summary() + " into the log of estate '" + estate + "'");
            return unreadable == 0 ? DONE : SOMETHING_UNREADABLE;
        } catch (StoppableLog.StoppedException e) {
            say.accept("stopped after " + progress.summary() + ": again, it goes on from there");
            return DONE;
        } catch (KafkaException e) {
            throw IngestFailedException.failed(configuration.kafka() + " did not take it: " + e.getMessage()
                    + "; again, it goes on from what was committed");
        }
    }
}
