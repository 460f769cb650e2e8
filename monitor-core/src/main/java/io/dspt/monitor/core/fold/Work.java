package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.codec.MalformedRowException;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.inventory.ResourceUpdate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is too much for one step, with a cursor that says how far it has got. */
sealed interface Work {
    /**
     * Its form. In the one before, loads of registers did not say what they brought; in the first, everything opened
     * findings as from an event.
     */
    int FORMAT = 3;

    int FIRST_FORMAT = 1;

    /**
     * Judges again resources by their canonical ids.
     *
     * @param cause why; {@code null} when the rules have changed
     * @param ids what the ids begin with when this ends in a slash, empty for all; otherwise the one id
     * @param from id to go on with; empty for the first
     * @param fromRule rule to go on with at that id; empty for the first
     * @param rules ids of the only rules to judge by; empty for all
     */
    record JudgeResources(@Nullable Cause cause, String ids, String from, String fromRule, List<String> rules)
            implements Work {
        public JudgeResources {
            rules = List.copyOf(rules);
        }

        /** By all rules. */
        public JudgeResources(@Nullable Cause cause, String ids, String from, String fromRule) {
            this(cause, ids, from, fromRule, List.of());
        }

        /** The rest of it. */
        JudgeResources goingOn(String id, String rule) {
            return new JudgeResources(cause, ids, id, rule, rules);
        }

        /** Goes on with one resource at a rule. */
        static JudgeResources rest(@Nullable Cause cause, ResourceId id, String fromRule) {
            return new JudgeResources(cause, id.canonical(), id.canonical(), fromRule);
        }
    }

    /**
     * Marks as deleted what stood below a container.
     *
     * @param cause what made them vanish
     * @param prefix beginning of canonical ids
     * @param from id to go on with
     * @param except canonical ids of those that have not vanished
     */
    record SweepVanished(@Nullable Cause cause, String prefix, String from, List<String> except) implements Work {
        public SweepVanished {
            except = List.copyOf(except);
        }
    }

    /**
     * Marks as deleted what earlier snapshots told of and a whole one, taken at the time of its cause, does not.
     *
     * @param cause that the snapshot was told to its end
     * @param snapshot its name
     * @param subscriptions those still to be gone through
     * @param from id in the first of them to go on with; empty for the first
     */
    record SweepUntold(@Nullable Cause cause, String snapshot, List<String> subscriptions, String from)
            implements Work {
        public SweepUntold {
            subscriptions = List.copyOf(subscriptions);
        }
    }

    /**
     * Gives resources, and what they contain, the ids they have in another resource group.
     *
     * @param cause the move
     * @param resources ids before the move, of those still to be moved
     * @param group the resource group they are in now
     * @param from id at or below the first of them to go on with; empty for the first
     */
    record MoveResources(@Nullable Cause cause, List<String> resources, String group, String from) implements Work {
        public MoveResources {
            resources = List.copyOf(resources);
        }
    }

    /**
     * Writes the children that a container's body described.
     *
     * @param cause the write
     * @param children those still to be written
     */
    record WriteContained(@Nullable Cause cause, List<BodyJoin.ContainedUpdate> children) implements Work {
        public WriteContained {
            children = List.copyOf(children);
        }
    }

    /**
     * Ends the findings of rules that are no longer in force, or no longer for that type of resource, and judges again
     * what changed rules have found.
     *
     * @param rules ids of rules that have changed or gone, in order; empty for all
     * @param from rule and subject to go on with, divided by a zero character; empty for the first
     */
    record SweepRules(List<String> rules, String from) implements Work {
        public SweepRules {
            rules = List.copyOf(rules);
        }

        @Override
        public @Nullable Cause cause() {
            return null;
        }
    }

    /**
     * Makes standing findings exempt, or open again, after an exemption has begun or ended.
     *
     * @param exemption its id
     * @param toBeTold whether it is still to be told that it has expired
     * @param from rule and subject to go on with, divided by a zero character; empty for the first
     */
    record SweepExempt(String exemption, boolean toBeTold, String from) implements Work {
        @Override
        public @Nullable Cause cause() {
            return null;
        }
    }

    /**
     * Applies a load of rows to a register.
     *
     * @param load what it brings
     * @param register name of the register
     * @param replaceAll whether rows go that the load does not name
     * @param sequence of the log record that completed the load
     * @param part to go on with
     * @param row to go on with in that part
     * @param fromRule rule to go on with when that row has been written already; empty when it has not
     */
    record LoadRegister(
            RegisterLoad load, String register, boolean replaceAll, long sequence, int part, int row, String fromRule)
            implements Work {
        /** The rest of it. */
        LoadRegister goingOn(int nextPart, int nextRow, String nextRule) {
            return new LoadRegister(load, register, replaceAll, sequence, nextPart, nextRow, nextRule);
        }

        @Override
        public @Nullable Cause cause() {
            return null;
        }
    }

    /**
     * Removes the rows of a register that a load has not named.
     *
     * @param load what it brought
     * @param sequence of the log record that completed the load
     * @param from key of the row to go on with
     */
    record SweepRegister(RegisterLoad load, String register, long sequence, String from) implements Work {
        /** The rest of it. */
        SweepRegister goingOn(String key) {
            return new SweepRegister(load, register, sequence, key);
        }

        @Override
        public @Nullable Cause cause() {
            return null;
        }
    }

    /**
     * Looks through what a schedule is about.
     *
     * @param rule its id
     * @param at when it was due
     * @param from what to go on with; empty for the first
     */
    record LookThrough(String rule, Instant at, String from) implements Work {
        @Override
        public @Nullable Cause cause() {
            return null;
        }
    }

    /**
     * Plans the schedules of a rule set that is in force, and begins those that are new or have changed.
     *
     * @param rules ids of rules that are new or have changed; empty for all
     * @param from rule to go on with; empty for the first
     */
    record PlanSchedules(List<String> rules, String from) implements Work {
        public PlanSchedules {
            rules = List.copyOf(rules);
        }

        @Override
        public @Nullable Cause cause() {
            return null;
        }
    }

    /**
     * Counts the resources there were when a day was over.
     *
     * @param day the day
     * @param from canonical id of the resource to go on with; empty for the first
     * @param counts what has been counted so far, by names that only {@link ResourceCensus} gives
     */
    record CountResources(LocalDate day, String from, SortedMap<String, Long> counts) implements Work {
        public CountResources {
            counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        }

        @Override
        public @Nullable Cause cause() {
            return null;
        }

        @Override
        public boolean mayWait() {
            return true;
        }
    }

    /** Why it is done; {@code null} when the rules have changed. */
    @Nullable
    Cause cause();

    /** Whether nothing depends on it, so that other work may pass it. */
    default boolean mayWait() {
        return false;
    }

    /** The row form. */
    default byte[] encoded() {
        Encoder encoder = new Encoder(FORMAT);
        Cause cause = cause();
        Cause.write(encoder, cause);
        encoder.text(cause == null ? "" : cause.opensAs());
        if (this instanceof JudgeResources judge) {
            encoder.text("judge").text(judge.ids()).text(judge.from()).text(judge.fromRule());
            write(encoder, judge.rules());
        } else if (this instanceof SweepVanished sweep) {
            encoder.text("sweep").text(sweep.prefix()).text(sweep.from());
            write(encoder, sweep.except());
        } else if (this instanceof SweepUntold sweep) {
            encoder.text("untold").text(sweep.snapshot()).text(sweep.from());
            write(encoder, sweep.subscriptions());
        } else if (this instanceof WriteContained write) {
            encoder.text("write").whole(write.children().size());
            write.children()
                    .forEach(child -> encoder.text(child.id().display())
                            .bytes(child.update().encoded()));
        } else if (this instanceof MoveResources move) {
            encoder.text("move").text(move.group()).text(move.from());
            write(encoder, move.resources());
        } else if (this instanceof LoadRegister load) {
            load.load().write(encoder.text("load"));
            encoder.text(load.register())
                    .flag(load.replaceAll())
                    .whole(load.sequence())
                    .whole(load.part())
                    .whole(load.row())
                    .text(load.fromRule());
        } else if (this instanceof SweepRegister sweep) {
            sweep.load().write(encoder.text("register"));
            encoder.text(sweep.register()).whole(sweep.sequence()).text(sweep.from());
        } else if (this instanceof LookThrough look) {
            encoder.text("look").text(look.rule()).time(look.at()).text(look.from());
        } else if (this instanceof SweepExempt sweep) {
            encoder.text("exempt")
                    .text(sweep.exemption())
                    .flag(sweep.toBeTold())
                    .text(sweep.from());
        } else if (this instanceof CountResources count) {
            encoder.text("count")
                    .whole(count.day().toEpochDay())
                    .text(count.from())
                    .whole(count.counts().size());
            count.counts().forEach((name, value) -> encoder.text(name).whole(value));
        } else if (this instanceof PlanSchedules plan) {
            encoder.text("plan").text(plan.from());
            write(encoder, plan.rules());
        } else {
            SweepRules sweep = (SweepRules) this;
            encoder.text("rules").text(sweep.from());
            write(encoder, sweep.rules());
        }
        return encoder.toBytes();
    }

    /** Reads the row form. */
    static Work decoded(byte[] row) {
        int written = row.length > 0 ? row[0] : 0;
        int form = written >= FIRST_FORMAT && written < FORMAT ? written : FORMAT;
        boolean saysWhatLoadsBring = form == FORMAT;
        Decoder decoder = new Decoder(row, form);
        Cause read = Cause.read(decoder);
        String opensAs = form == FIRST_FORMAT ? Finding.FROM_EVENT : decoder.text();
        Cause cause = read == null ? null : read.opening(opensAs);
        String kind = decoder.text();
        return switch (kind) {
            case "judge" -> new JudgeResources(cause, decoder.text(), decoder.text(), decoder.text(), texts(decoder));
            case "sweep" -> new SweepVanished(cause, decoder.text(), decoder.text(), texts(decoder));
            case "untold" -> {
                String snapshot = decoder.text();
                String from = decoder.text();
                yield new SweepUntold(cause, snapshot, texts(decoder), from);
            }
            case "write" -> {
                List<BodyJoin.ContainedUpdate> children = new ArrayList<>();
                for (int i = decoder.count(); i > 0; i--) {
                    ResourceId id = ResourceId.parse(decoder.text()).orElseThrow();
                    children.add(new BodyJoin.ContainedUpdate(id, ResourceUpdate.decoded(decoder.bytes())));
                }
                yield new WriteContained(cause, children);
            }
            case "move" -> {
                String group = decoder.text();
                String from = decoder.text();
                yield new MoveResources(cause, texts(decoder), group, from);
            }
            case "load" ->
                new LoadRegister(
                        saysWhatLoadsBring ? RegisterLoad.read(decoder) : RegisterLoad.untold(decoder.text()),
                        decoder.text(),
                        decoder.flag(),
                        decoder.whole(),
                        (int) decoder.whole(),
                        (int) decoder.whole(),
                        decoder.text());
            case "register" ->
                new SweepRegister(
                        saysWhatLoadsBring ? RegisterLoad.read(decoder) : RegisterLoad.untold(""),
                        decoder.text(),
                        decoder.whole(),
                        decoder.text());
            case "look" -> new LookThrough(decoder.text(), decoder.time(), decoder.text());
            case "exempt" -> new SweepExempt(decoder.text(), decoder.flag(), decoder.text());
            case "count" -> {
                LocalDate day = LocalDate.ofEpochDay(decoder.whole());
                String from = decoder.text();
                SortedMap<String, Long> counts = new TreeMap<>();
                for (int i = decoder.count(); i > 0; i--) {
                    counts.put(decoder.text(), decoder.whole());
                }
                yield new CountResources(day, from, counts);
            }
            case "plan" -> {
                String from = decoder.text();
                yield new PlanSchedules(texts(decoder), from);
            }
            case "rules" -> {
                String from = decoder.text();
                yield new SweepRules(texts(decoder), from);
            }
            default -> throw new MalformedRowException("unknown kind of work '" + kind + "'");
        };
    }

    private static void write(Encoder encoder, List<String> texts) {
        encoder.whole(texts.size());
        texts.forEach(encoder::text);
    }

    private static List<String> texts(Decoder decoder) {
        List<String> texts = new ArrayList<>();
        for (int i = decoder.count(); i > 0; i--) {
            texts.add(decoder.text());
        }
        return texts;
    }
}
