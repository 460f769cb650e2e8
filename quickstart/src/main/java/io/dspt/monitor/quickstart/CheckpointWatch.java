package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.fold.Output.CheckpointReached;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.CheckpointJson;
import io.dspt.monitor.streams.output.OutputListener;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Waits for one checkpoint of one estate. */
final class CheckpointWatch implements OutputListener {
    private final String key;
    private final String checkpoint;
    private final CompletableFuture<CheckpointReached> reached = new CompletableFuture<>();

    CheckpointWatch(String estate, String checkpoint) {
        this.key = CheckpointJson.key(estate);
        this.checkpoint = checkpoint;
    }

    @Override
    public void record(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.COVERAGE)
                && record.value() != null
                && key.equals(new String(record.key(), StandardCharsets.UTF_8))) {
            CheckpointReached answer = CheckpointJson.parse(record.value());
            if (answer.checkpoint().equals(checkpoint)) {
                reached.complete(answer);
            }
        }
    }

    /** The checkpoint's answer, or {@code null} when there is none after this time. */
    @Nullable
    CheckpointReached await(long milliseconds) throws InterruptedException {
        try {
            return reached.get(milliseconds, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes it with a failure", e);
        }
    }
}
