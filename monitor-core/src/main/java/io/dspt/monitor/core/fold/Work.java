package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.codec.MalformedRowException;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.inventory.ResourceUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is too much for one step, with a cursor that says how far it has got. */
sealed interface Work {

    /**
     * Judges again all resources whose id begins so.
     *
     * @param prefix beginning of canonical ids; empty for all
     * @param from id to go on with; empty for the first
     * @param fromRule rule to go on with at that id; empty for the first
     */
    record JudgeResources(String prefix, String from, String fromRule) implements Work {}

    /**
     * Marks as deleted what stands below a container and was not written since.
     *
     * @param prefix beginning of canonical ids
     * @param at event time of what made them vanish
     * @param from id to go on with
     */
    record SweepVanished(String prefix, Instant at, String from) implements Work {}

    /**
     * Gives resources, and what they contain, the ids they have in another resource group.
     *
     * @param resources ids before the move
     * @param group the resource group they are in now
     * @param next index to go on with
     * @param from id below that resource to go on with; empty for the first
     */
    record MoveResources(List<String> resources, String group, Instant at, int next, String from) implements Work {
        public MoveResources {
            resources = List.copyOf(resources);
        }
    }

    /**
     * Writes the children that a container's body described.
     *
     * @param next index to go on with
     */
    record WriteContained(List<BodyJoin.ContainedUpdate> children, int next, Instant at) implements Work {
        public WriteContained {
            children = List.copyOf(children);
        }
    }

    /**
     * Ends the findings of rules that are no longer in force.
     *
     * @param from rule and subject to go on with, divided by a zero character
     */
    record EndWithdrawn(String from) implements Work {}

    /** The row form. */
    default byte[] encoded() {
        Encoder encoder = new Encoder(1);
        if (this instanceof JudgeResources judge) {
            encoder.text("judge").text(judge.prefix()).text(judge.from()).text(judge.fromRule());
        } else if (this instanceof SweepVanished sweep) {
            encoder.text("sweep").text(sweep.prefix()).time(sweep.at()).text(sweep.from());
        } else if (this instanceof WriteContained write) {
            encoder.text("write")
                    .whole(write.next())
                    .time(write.at())
                    .whole(write.children().size());
            write.children()
                    .forEach(child -> encoder.text(child.id().display())
                            .bytes(child.update().encoded()));
        } else if (this instanceof MoveResources move) {
            encoder.text("move")
                    .text(move.group())
                    .time(move.at())
                    .whole(move.next())
                    .text(move.from());
            encoder.whole(move.resources().size());
            move.resources().forEach(encoder::text);
        } else {
            encoder.text("withdraw").text(((EndWithdrawn) this).from());
        }
        return encoder.toBytes();
    }

    /** Reads the row form. */
    static Work decoded(byte[] row) {
        Decoder decoder = new Decoder(row, 1);
        String kind = decoder.text();
        return switch (kind) {
            case "judge" -> new JudgeResources(decoder.text(), decoder.text(), decoder.text());
            case "sweep" -> new SweepVanished(decoder.text(), decoder.time(), decoder.text());
            case "write" -> {
                int next = (int) decoder.whole();
                Instant at = decoder.time();
                List<BodyJoin.ContainedUpdate> children = new ArrayList<>();
                for (int i = decoder.count(); i > 0; i--) {
                    ResourceId id = ResourceId.parse(decoder.text()).orElseThrow();
                    children.add(new BodyJoin.ContainedUpdate(id, ResourceUpdate.decoded(decoder.bytes())));
                }
                yield new WriteContained(children, next, at);
            }
            case "move" -> {
                String group = decoder.text();
                Instant at = decoder.time();
                int next = (int) decoder.whole();
                String from = decoder.text();
                List<String> resources = new ArrayList<>();
                for (int i = decoder.count(); i > 0; i--) {
                    resources.add(decoder.text());
                }
                yield new MoveResources(resources, group, at, next, from);
            }
            case "withdraw" -> new EndWithdrawn(decoder.text());
            default -> throw new MalformedRowException("unknown kind of work '" + kind + "'");
        };
    }
}
