package io.dspt.monitor.ingest;

import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.ControlRecord.LogOpened;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.ingest.EstateLog.Mark;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes signed control records into an estate's log. Those that begin it go in once, however often one starts.
 */
public final class ControlRecords {
    private static final String OPENED = "log-opened";
    private static final String RULE_SET = "rule-set";
    private static final String NO_ORGANISATION = "-";

    private final EstateLog log;
    private final String estate;
    private final KeyPair keys;

    /**
     * For one estate's log.
     *
     * @param keys Ed25519 keys that the monitor trusts
     */
    public ControlRecords(EstateLog log, String estate, KeyPair keys) {
        this.log = log;
        this.estate = estate;
        this.keys = keys;
    }

    /**
     * Begins a replay, or goes on with one that has begun.
     *
     * @param now wall clock: what is dated later moves no clock, until the replay goes on at a later time
     * @param organisation ODS code that findings are attributed to, if any
     * @throws IllegalArgumentException when the log was begun for another organisation
     */
    public void beginReplay(Instant now, @Nullable String organisation) {
        if (!begin(new LogOpened(LogMode.REPLAY, now, organisation))) {
            goOn(now);
        }
    }

    /**
     * Begins a live log, or goes on with one that has begun.
     *
     * @param organisation ODS code that findings are attributed to, if any
     * @throws IllegalArgumentException when the log was begun for another organisation
     */
    public void beginLive(@Nullable String organisation) {
        begin(new LogOpened(LogMode.LIVE, null, organisation));
    }

    /** Lets a replay believe in times up to now; what the log was begun with stays. */
    public void goOn(Instant now) {
        log.append(List.of(entry(new LogOpened(LogMode.REPLAY, now, null))), null);
    }

    /** Sends a rule set, unless it is the one that was sent last. */
    public void useRules(RuleBundle bundle) {
        String digest = bundle.digest();
        if (!digest.equals(log.mark(RULE_SET))) {
            List<LogEntry> parts =
                    RuleSetTransfer.chunks(bundle).stream().map(this::entry).toList();
            log.append(parts, new Mark(RULE_SET, digest));
        }
    }

    /** Asks the monitor to say when everything so far has been worked off. */
    public void checkpoint(String name) {
        log.append(List.of(entry(new ControlRecord.Checkpoint(name))), null);
        log.commit();
    }

    /** Opens the log unless that was done before; says whether it was done now. */
    private boolean begin(LogOpened opened) {
        String organisation = opened.organisation();
        String wanted = organisation == null ? NO_ORGANISATION : organisation;
        String begunFor = log.mark(OPENED);
        if (begunFor == null) {
            log.append(List.of(entry(opened)), new Mark(OPENED, wanted));
            log.append(List.of(), new Mark(OpenedLogs.MODE, opened.mode().name().toLowerCase(Locale.ROOT)));
            return true;
        }
        if (organisation != null && !begunFor.equals(wanted)) {
            throw new IllegalArgumentException("the log of estate '" + estate + "' was begun "
                    + (begunFor.equals(NO_ORGANISATION) ? "without an organisation" : "for organisation " + begunFor)
                    + ", which cannot be changed to " + organisation);
        }
        return false;
    }

    private LogEntry entry(ControlRecord record) {
        return LogEntry.whole(TrustedKeys.sign(estate, record, keys));
    }
}
