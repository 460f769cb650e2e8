package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.Finding.Ending;
import io.dspt.monitor.core.finding.FindingRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for one rule and one subject.
 *
 * @param findings episodes that matter: earlier ones that still stand, then the latest; empty when only a clearing event
 *     has been seen
 * @param episodes how many episodes there have been
 * @param identities identities of the latest records counted, so that a repeat counts once
 * @param category diagnostic category that last showed the violation
 * @param sentAt arrival clock when the latest state was last sent
 * @param unsent whether a repeat has changed it since
 * @param cleared the latest clearing event, so that a violation that arrives after its own fix is over
 */
record FindingSlot(
        List<Finding> findings,
        long episodes,
        List<String> identities,
        String category,
        @Nullable Instant sentAt,
        boolean unsent,
        @Nullable Ending cleared) {
    private static final int FORMAT = 2;
    private static final int MOST_IDENTITIES = 32;
    private static final int MOST_EPISODES = 16;
    /** A repeat changes the published state at most this often. */
    private static final Duration REFRESH_EVERY = Duration.ofSeconds(10);
    /** Between the identity of a record and what it showed. */
    static final String DIVIDER = "/";

    static final FindingSlot EMPTY = new FindingSlot(List.of(), 0, List.of(), "", null, false, null);

    FindingSlot {
        findings = List.copyOf(findings);
        identities = List.copyOf(identities);
    }

    /** The latest episode. */
    @Nullable
    Finding latest() {
        return findings.isEmpty() ? null : findings.get(findings.size() - 1);
    }

    boolean hasSeen(String identity) {
        return identities.contains(identity);
    }

    /** Whether this record has shown anything, be it what it may. */
    boolean hasSeenAnyOf(String recordIdentity) {
        return identities.stream().anyMatch(seen -> seen.startsWith(recordIdentity + DIVIDER));
    }

    /** Whether one more episode may begin; when not, what would begin it is counted by the latest one. */
    boolean hasRoomForAnEpisode() {
        return findings.stream().filter(finding -> finding.status().stands()).count() < MOST_EPISODES;
    }

    /** Arrival clock from which on a repeat may be published. */
    Instant refreshDue() {
        return sentAt == null ? Instant.EPOCH : sentAt.plus(REFRESH_EVERY);
    }

    /** With one more record counted. */
    FindingSlot seen(String identity, String seenCategory) {
        List<String> kept = new ArrayList<>(identities);
        kept.add(identity);
        if (kept.size() > MOST_IDENTITIES) {
            kept.remove(0);
        }
        return new FindingSlot(findings, episodes, kept, seenCategory, sentAt, unsent, cleared);
    }

    /** With a new latest episode; earlier ones are kept while they stand. */
    FindingSlot begun(Finding finding) {
        List<Finding> kept = new ArrayList<>();
        findings.stream().filter(earlier -> earlier.status().stands()).forEach(kept::add);
        kept.add(finding);
        return new FindingSlot(kept, episodes + 1, identities, category, sentAt, unsent, cleared);
    }

    /** With one episode as it is now. */
    FindingSlot with(Finding finding) {
        List<Finding> changed = findings.stream()
                .map(other -> other.id().equals(finding.id()) ? finding : other)
                .toList();
        return new FindingSlot(changed, episodes, identities, category, sentAt, unsent, cleared);
    }

    FindingSlot sent(@Nullable Instant clock) {
        return new FindingSlot(findings, episodes, identities, category, clock, false, cleared);
    }

    FindingSlot leftUnsent() {
        return new FindingSlot(findings, episodes, identities, category, sentAt, true, cleared);
    }

    FindingSlot clearedBy(Ending ending) {
        Ending latest = cleared == null || ending.at().isAfter(cleared.at()) ? ending : cleared;
        return new FindingSlot(findings, episodes, identities, category, sentAt, unsent, latest);
    }

    byte[] encoded() {
        Encoder encoder = new Encoder(FORMAT).whole(findings.size());
        findings.forEach(finding -> FindingRow.write(encoder, finding));
        encoder.whole(episodes).whole(identities.size());
        identities.forEach(encoder::text);
        encoder.text(category).timeOrNull(sentAt).flag(unsent).timeOrNull(cleared == null ? null : cleared.at());
        if (cleared != null) {
            FindingRow.write(encoder, cleared);
        }
        return encoder.toBytes();
    }

    static FindingSlot decoded(byte[] row) {
        Decoder decoder = new Decoder(row, FORMAT);
        List<Finding> findings = new ArrayList<>();
        for (int i = decoder.count(); i > 0; i--) {
            findings.add(FindingRow.read(decoder));
        }
        long episodes = decoder.whole();
        List<String> identities = new ArrayList<>();
        for (int i = decoder.count(); i > 0; i--) {
            identities.add(decoder.text());
        }
        String category = decoder.text();
        Instant sentAt = decoder.timeOrNull();
        boolean unsent = decoder.flag();
        Instant clearedAt = decoder.timeOrNull();
        Ending cleared = clearedAt == null ? null : FindingRow.ending(decoder, clearedAt);
        return new FindingSlot(findings, episodes, identities, category, sentAt, unsent, cleared);
    }
}
