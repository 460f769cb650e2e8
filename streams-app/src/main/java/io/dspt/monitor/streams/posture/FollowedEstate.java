package io.dspt.monitor.streams.posture;

import io.dspt.monitor.core.posture.DailyPosture;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.report.TopicContents;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What topics tell of one estate, for its posture: what it is derived from, and what was told of it. */
final class FollowedEstate {
    private final String name;
    private final int partition;
    private final TopicContents contents;
    private final StandingPosture standing = new StandingPosture();
    private boolean changed;

    FollowedEstate(String name, int partition) {
        this.name = name;
        this.partition = partition;
        this.contents = new TopicContents(name);
    }

    String name() {
        return name;
    }

    int partition() {
        return partition;
    }

    StandingPosture standing() {
        return standing;
    }

    /**
     * The next record of a topic of its partition.
     *
     * @throws IllegalArgumentException when it is of another form
     */
    void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.POSTURE)) {
            standing.take(new String(record.key(), StandardCharsets.UTF_8), record.value());
        } else {
            changed = true;
            contents.record(record);
        }
    }

    /** Whether anything came since {@link #derived} was called last. */
    boolean hasChanged() {
        return changed;
    }

    /** What has come so far is derived; {@code false} when that has to be done again. */
    void derived(boolean wholly) {
        changed = !wholly;
    }

    /**
     * Its posture by what was read so far; empty while no rule set has been told.
     *
     * @throws IllegalArgumentException when a record is of another form
     */
    Optional<DailyPosture> posture(PostureRules rules) {
        return contents.ruleSet()
                .map(rules::loaded)
                .map(loaded ->
                        new DailyPosture(contents.inputs(loaded, ToolkitCalendar.builtIn()), SignalSettings.DEFAULT));
    }
}
