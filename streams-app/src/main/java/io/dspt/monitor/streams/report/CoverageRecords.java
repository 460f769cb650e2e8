package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.fold.Output.ExemptionState;
import io.dspt.monitor.core.fold.Output.ReportedRow;
import io.dspt.monitor.core.fold.Output.ResourcesCounted;
import io.dspt.monitor.core.fold.Output.RulesLive;
import io.dspt.monitor.core.fold.Output.SourceCoverage;
import io.dspt.monitor.core.fold.Output.SourceSilence;
import io.dspt.monitor.core.fold.Output.SubscriptionCoverage;
import io.dspt.monitor.core.posture.Period;
import io.dspt.monitor.core.posture.ReceivedDay;
import io.dspt.monitor.core.posture.RegisterCells;
import io.dspt.monitor.streams.output.CheckpointJson;
import io.dspt.monitor.streams.output.CoverageJson;
import io.dspt.monitor.streams.output.DayJson;
import io.dspt.monitor.streams.output.ExemptionJson;
import io.dspt.monitor.streams.output.ReportedRowJson;
import io.dspt.monitor.streams.output.ResourcesJson;
import io.dspt.monitor.streams.output.RulesLiveJson;
import io.dspt.monitor.streams.output.SilenceJson;
import io.dspt.monitor.streams.output.SubscriptionsJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What stands on {@code dspt.coverage} for one estate, as far as reports go by it. */
final class CoverageRecords {
    private final String estate;
    private final SortedMap<String, byte[]> latest = new TreeMap<>();

    CoverageRecords(String estate) {
        this.estate = estate;
    }

    /** The latest value of a key; {@code null} takes it away. Keys of other estates are passed over. */
    void put(String key, byte @Nullable [] value) {
        if (!key.startsWith(estate + "/")) {
            return;
        }
        if (value == null) {
            latest.remove(key);
        } else {
            latest.put(key, value);
        }
    }

    /** Whether no record is there. */
    boolean isEmpty() {
        return latest.isEmpty();
    }

    List<SourceCoverage> sources() {
        return below("source").values().stream().map(CoverageJson::parse).toList();
    }

    List<SourceSilence> silences() {
        return below("silence").values().stream().map(SilenceJson::parse).toList();
    }

    List<ExemptionState> exemptions() {
        return below("exemption").values().stream().map(ExemptionJson::parse).toList();
    }

    Optional<SubscriptionCoverage> subscriptions() {
        return Optional.ofNullable(latest.get(SubscriptionsJson.key(estate))).map(SubscriptionsJson::parse);
    }

    /** Digest of the live rule set and since when. */
    Optional<RulesLive> rules() {
        return Optional.ofNullable(latest.get(RulesLiveJson.key(estate))).map(RulesLiveJson::parse);
    }

    /** What was received by day. */
    SortedMap<LocalDate, ReceivedDay> days() {
        SortedMap<LocalDate, ReceivedDay> days = new TreeMap<>();
        below("day").values().forEach(value -> {
            ReceivedDay day = new ReceivedDay(DayJson.parse(value));
            days.put(day.day(), day);
        });
        return days;
    }

    /** How many resources there were by region, by day. */
    SortedMap<LocalDate, ResourcesCounted> resources() {
        SortedMap<LocalDate, ResourcesCounted> resources = new TreeMap<>();
        below("resources").values().forEach(value -> {
            ResourcesCounted counted = ResourcesJson.parse(value);
            resources.put(counted.day(), counted);
        });
        return resources;
    }

    /** Rows of registers that are there, in order of register and key. */
    List<RegisterCells> registers() {
        List<RegisterCells> rows = new ArrayList<>();
        below("register").values().forEach(value -> {
            ReportedRow row = ReportedRowJson.parse(value);
            SortedMap<String, String> cells = row.cells();
            if (cells != null) {
                rows.add(new RegisterCells(row.register(), row.key(), cells));
            }
        });
        return rows;
    }

    /** The latest time of the log's clock that anything of this tells; empty when nothing does. */
    Optional<Instant> clock() {
        List<Instant> times = new ArrayList<>();
        sources().forEach(source -> times.add(source.lastArrival()));
        rules().ifPresent(rules -> times.add(rules.at()));
        subscriptions().ifPresent(told -> times.add(told.at()));
        byte[] checkpoint = latest.get(CheckpointJson.key(estate));
        if (checkpoint != null) {
            Instant clock = CheckpointJson.parse(checkpoint).clock();
            if (clock != null) {
                times.add(clock);
            }
        }
        days().values().stream()
                .filter(ReceivedDay::isOver)
                .map(day -> Period.of(day.day()).to())
                .forEach(times::add);
        return times.stream().max(Instant::compareTo);
    }

    private SortedMap<String, byte[]> below(String kind) {
        String from = estate + "/" + kind + "/";
        return latest.subMap(from, from + Character.MAX_VALUE);
    }
}
