package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.inventory.KnownFact;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.inventory.ResourceUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes single resources into the inventory and has them judged, in whichever order their records arrive. */
final class ResourceWriter {
    /** Begins the name of what a container's row keeps of the latest body that listed its children. */
    private static final String LISTED = "listed.";
    /** Azure nests resources no deeper; an id may be anything. */
    private static final int MOST_LEVELS = 12;
    /** The type whose obligations look at its children. */
    private static final String WORKSPACE = "microsoft.operationalinsights/workspaces";

    private final Step step;
    private final Judge judge;

    /**
     * A writer for one reason.
     *
     * @param judge judges what is written, as of the time of its cause
     */
    ResourceWriter(Step step, Judge judge) {
        this.step = step;
        this.judge = judge;
    }

    /** A resource before and after a write. */
    record Change(ResourceRow before, ResourceRow after) {}

    /** Name under which a container's row says when its children of this type were last listed in full. */
    static String listed(String childType) {
        return LISTED + childType.toLowerCase(Locale.ROOT);
    }

    /** Writes what a record says. */
    Change write(ResourceId id, ResourceUpdate update) {
        Instant at = judge.now();
        ResourceRow before = asContained(step.inventory().resource(id).orElseGet(() -> ResourceRow.unknown(id)), at);
        ResourceRow after = before.written(update, at);
        step.inventory().save(after);
        boolean late = at.isBefore(before.changedAt());
        if (update.bodyCarried() && (!late || !after.known().equals(before.known()))) {
            // A late record that adds nothing to the present state leaves its verdict as it is.
            judgeOrQueue(before, after);
        } else if (!update.bodyCarried() && !late) {
            judge.judgeUntoldWrite(after);
        }
        Instant overtakenAt = overtakenAt(before, update, at);
        if (overtakenAt != null) {
            ResourceRow asItSays = ResourceRow.unknown(id).written(update, at);
            judge.judgeOvertaken(after, asItSays, overtakenAt);
        }
        return new Change(before, after);
    }

    /**
     * Marks a resource as deleted. One that was written since is not, but what was known before is gone, and what stood
     * then has ended.
     */
    void delete(ResourceRow before) {
        ResourceRow after = before.deleted(judge.now());
        if (after.equals(before)) {
            return;
        }
        step.inventory().save(after);
        if (!after.deleted()) {
            judge.endDeleted(before, after);
        }
        judgeOrQueue(before, after);
    }

    /** Marks a resource as deleted together with what it contains. */
    void deleteWithContents(ResourceRow before) {
        delete(before);
        judgeContainer(before.id());
        String below = before.id().canonical() + "/";
        WorkQueue.begin(step, judge, new Work.SweepVanished(judge.cause(), below, "", List.of()));
    }

    /** Some obligations of a resource look at what it contains. */
    void judgeContainer(ResourceId id) {
        id.container()
                .filter(container -> container.type().equals(WORKSPACE))
                .flatMap(step.inventory()::resource)
                .ifPresent(container -> judgeOrQueue(container, container));
    }

    /** Judges a resource, in later steps what this one has no room for. */
    void judgeOrQueue(ResourceRow before, ResourceRow after) {
        judge.judgeResource(before, after, "")
                .ifPresent(rule ->
                        WorkQueue.queue(step, judge, Work.JudgeResources.rest(judge.cause(), after.id(), rule)));
    }

    /**
     * The row as it is when what is known of its containers counts: a container that was deleted, or listed without this
     * one, after {@code writtenAt} says so too when it was told first.
     */
    private ResourceRow asContained(ResourceRow row, Instant writtenAt) {
        ResourceRow known = row;
        Optional<ResourceId> next = row.id().container();
        boolean direct = true;
        for (int level = 0; next.isPresent() && level < MOST_LEVELS; level++) {
            Optional<ResourceRow> container = step.inventory().resource(next.get());
            @Nullable Instant deletedAt = container.map(ResourceRow::deletedAt).orElse(null);
            if (deletedAt != null && deletedAt.isAfter(writtenAt)) {
                known = known.deleted(deletedAt);
            }
            if (direct && container.isPresent()) {
                known = asListed(known, container.get(), writtenAt);
            }
            direct = false;
            next = next.get().container();
        }
        return known;
    }

    private static ResourceRow asListed(ResourceRow row, ResourceRow container, Instant writtenAt) {
        String type = row.id().type();
        KnownFact listed = container.known().get(listed(type.substring(type.lastIndexOf('/') + 1)));
        if (listed == null
                || !listed.since().isAfter(writtenAt)
                || !row.changedAt().isBefore(listed.since())) {
            return row;
        }
        // The list itself may still be on its way to this row: it comes after the deletion.
        return row.deleted(listed.since().minusNanos(1));
    }

    private static @Nullable Instant overtakenAt(ResourceRow before, ResourceUpdate update, Instant at) {
        if (before.deletedAt() != null && !at.isAfter(before.deletedAt())) {
            return before.deletedAt();
        }
        Instant overtakenAt = null;
        for (String fact : update.facts().keySet()) {
            KnownFact known = before.known().get(fact);
            if (known != null && known.since().isAfter(at)) {
                overtakenAt = overtakenAt == null || known.since().isBefore(overtakenAt) ? known.since() : overtakenAt;
            }
        }
        return overtakenAt;
    }
}
