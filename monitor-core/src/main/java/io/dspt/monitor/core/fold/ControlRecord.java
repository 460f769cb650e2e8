package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.codec.MalformedRowException;
import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionRow;
import io.dspt.monitor.core.finding.Disposition;
import io.dspt.monitor.core.finding.FindingId;
import io.dspt.monitor.core.ledger.FiledReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people decide, as records of the log. They count only when signed, see {@link SignedControl}. */
public sealed interface ControlRecord {

    /**
     * The first record of a log.
     *
     * @param mode live or replay, for ever
     * @param notAfter in a replay, events dated more than ten minutes later move no clock: the wall clock when the log
     *     was begun
     * @param organisation ODS code findings are attributed to, where one is configured
     */
    record LogOpened(
            LogMode mode,
            @Nullable Instant notAfter,
            @Nullable String organisation) implements ControlRecord {
        public LogOpened {
            if ((mode == LogMode.REPLAY) != (notAfter != null)) {
                throw new IllegalArgumentException("a replay, and only a replay, says what lies in its future");
            }
        }
    }

    /**
     * A part of a rule set; the rules go live at the last part.
     *
     * @param digest digest of the whole bundle
     * @param index from 0
     * @param count how many parts there are
     * @param bytes this part of the compressed bundle
     */
    record RuleSetChunk(String digest, int index, int count, byte[] bytes) implements ControlRecord {

        /** Most bytes in one part. */
        public static final int MOST_BYTES = 256 * 1024;

        /** Most parts of one rule set. */
        public static final int MOST_PARTS = 200;

        public RuleSetChunk {
            if (index < 0 || index >= count || count > MOST_PARTS) {
                throw new IllegalArgumentException("part " + index + " of " + count + " of a rule set");
            }
            if (bytes.length > MOST_BYTES) {
                throw new IllegalArgumentException("a part of a rule set has at most " + MOST_BYTES + " bytes");
            }
        }
    }

    /**
     * Asks to be told when everything before has been worked off.
     *
     * @param name comes back with the answer
     */
    record Checkpoint(String name) implements ControlRecord {}

    /** What a person does with a finding. */
    enum Act {
        ACKNOWLEDGE,
        ASSIGN,
        DISPOSE
    }

    /**
     * A person acts on a finding.
     *
     * @param by who
     * @param reason why; a disposal needs one
     * @param at when it was decided
     * @param assignee who is to deal with it; with {@link Act#ASSIGN} and only then
     * @param disposition what it comes to; with {@link Act#DISPOSE} and only then
     */
    record FindingAct(
            FindingId finding,
            Act act,
            String by,
            String reason,
            Instant at,
            @Nullable String assignee,
            @Nullable Disposition disposition)
            implements ControlRecord {
        public FindingAct {
            if (by.isBlank()) {
                throw new IllegalArgumentException("by: an act on a finding says who acts");
            }
            if ((act == Act.ASSIGN) != (assignee != null && !assignee.isBlank())) {
                throw new IllegalArgumentException("assignee: an assignment, and only that, names somebody");
            }
            if ((act == Act.DISPOSE) != (disposition != null)) {
                throw new IllegalArgumentException("disposition: a disposal, and only that, says what it comes to");
            }
            if (act == Act.DISPOSE && reason.isBlank()) {
                throw new IllegalArgumentException("reason: a disposal needs one");
            }
        }

        /** Somebody has taken notice. */
        public static FindingAct acknowledge(FindingId finding, String by, Instant at) {
            return new FindingAct(finding, Act.ACKNOWLEDGE, by, "", at, null, null);
        }

        /** Somebody is to deal with it. */
        public static FindingAct assign(FindingId finding, String assignee, String by, Instant at) {
            return new FindingAct(finding, Act.ASSIGN, by, "", at, assignee, null);
        }

        /** Somebody has decided that it is at an end. */
        public static FindingAct dispose(
                FindingId finding, Disposition disposition, String by, String reason, Instant at) {
            return new FindingAct(finding, Act.DISPOSE, by, reason, at, null, disposition);
        }
    }

    /** An exemption that has been approved. */
    record ExemptionApproved(Exemption exemption) implements ControlRecord {}

    /**
     * An exemption ends before its time.
     *
     * @param exemption its id
     * @param by who decided
     * @param reason why
     * @param at when it was decided
     */
    record ExemptionRevoked(String exemption, String by, String reason, Instant at) implements ControlRecord {
        public ExemptionRevoked {
            if (by.isBlank() || reason.isBlank()) {
                throw new IllegalArgumentException("a revocation says who decided and why");
            }
        }
    }

    /**
     * A part of a load of rows of a register; they are applied when the last part has come.
     *
     * @param load a name that no other load has
     * @param register name of the register
     * @param replaceAll whether rows go that the load does not name
     * @param index from 0
     * @param count how many parts there are
     * @param rows the rows of this part, see {@link RegisterTransfer}
     */
    record RegisterRows(String load, String register, boolean replaceAll, int index, int count, byte[] rows)
            implements ControlRecord {

        /** Most bytes in one part. */
        public static final int MOST_BYTES = 256 * 1024;

        /** Most parts of one load. */
        public static final int MOST_PARTS = 400;

        public RegisterRows {
            if (load.isBlank() || load.length() > 200 || load.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("load: a load has a name");
            }
            if (index < 0 || index >= count || count > MOST_PARTS) {
                throw new IllegalArgumentException("part " + index + " of " + count + " of a register");
            }
            if (rows.length > MOST_BYTES) {
                throw new IllegalArgumentException("a part of a register has at most " + MOST_BYTES + " bytes");
            }
        }
    }

    /**
     * A report was handed over: its hashes go into the ledger.
     *
     * @param by who did
     * @param at when
     */
    record ReportFiled(FiledReport report, String by, Instant at) implements ControlRecord {
        public ReportFiled {
            if (by.isBlank()) {
                throw new IllegalArgumentException("by: a report says who has handed it over");
            }
        }
    }

    /** The binary form that is signed. */
    default byte[] encoded() {
        Encoder encoder = new Encoder(1);
        if (this instanceof LogOpened opened) {
            return encoder.text("log-opened")
                    .text(opened.mode().name())
                    .timeOrNull(opened.notAfter())
                    .textOrNull(opened.organisation())
                    .toBytes();
        } else if (this instanceof RuleSetChunk chunk) {
            return encoder.text("rule-set")
                    .text(chunk.digest())
                    .whole(chunk.index())
                    .whole(chunk.count())
                    .bytes(chunk.bytes())
                    .toBytes();
        } else if (this instanceof FindingAct act) {
            Disposition disposition = act.disposition();
            return encoder.text("finding-act")
                    .text(act.finding().value())
                    .text(act.act().name())
                    .text(act.by())
                    .text(act.reason())
                    .time(act.at())
                    .textOrNull(act.assignee())
                    .textOrNull(disposition == null ? null : disposition.name())
                    .toBytes();
        } else if (this instanceof ExemptionApproved approved) {
            ExemptionRow.write(encoder.text("exemption-approved"), approved.exemption());
            return encoder.toBytes();
        } else if (this instanceof ExemptionRevoked revoked) {
            return encoder.text("exemption-revoked")
                    .text(revoked.exemption())
                    .text(revoked.by())
                    .text(revoked.reason())
                    .time(revoked.at())
                    .toBytes();
        }
        if (this instanceof RegisterRows rows) {
            return encoder.text("register-rows")
                    .text(rows.load())
                    .text(rows.register())
                    .flag(rows.replaceAll())
                    .whole(rows.index())
                    .whole(rows.count())
                    .bytes(rows.rows())
                    .toBytes();
        }
        if (this instanceof ReportFiled filed) {
            filed.report().write(encoder.text("report-filed"));
            return encoder.text(filed.by()).time(filed.at()).toBytes();
        }
        return encoder.text("checkpoint").text(((Checkpoint) this).name()).toBytes();
    }

    /**
     * Reads the binary form.
     *
     * @throws MalformedRowException when it is none
     */
    static ControlRecord decoded(byte[] bytes) {
        Decoder decoder = new Decoder(bytes, 1);
        String kind = decoder.text();
        try {
            return switch (kind) {
                case "log-opened" ->
                    new LogOpened(LogMode.valueOf(decoder.text()), decoder.timeOrNull(), decoder.textOrNull());
                case "rule-set" ->
                    new RuleSetChunk(decoder.text(), (int) decoder.whole(), (int) decoder.whole(), decoder.bytes());
                case "finding-act" -> findingAct(decoder);
                case "exemption-approved" -> new ExemptionApproved(ExemptionRow.read(decoder));
                case "exemption-revoked" ->
                    new ExemptionRevoked(decoder.text(), decoder.text(), decoder.text(), decoder.time());
                case "register-rows" ->
                    new RegisterRows(
                            decoder.text(),
                            decoder.text(),
                            decoder.flag(),
                            (int) decoder.whole(),
                            (int) decoder.whole(),
                            decoder.bytes());
                case "report-filed" -> new ReportFiled(FiledReport.read(decoder), decoder.text(), decoder.time());
                case "checkpoint" -> new Checkpoint(decoder.text());
                default -> throw new MalformedRowException("unknown kind of control record '" + kind + "'");
            };
        } catch (IllegalArgumentException e) {
            throw new MalformedRowException("control record '" + kind + "': " + e.getMessage());
        }
    }

    private static FindingAct findingAct(Decoder decoder) {
        FindingId finding = new FindingId(decoder.text());
        Act act = Act.valueOf(decoder.text());
        String by = decoder.text();
        String reason = decoder.text();
        Instant at = decoder.time();
        String assignee = decoder.textOrNull();
        String disposition = decoder.textOrNull();
        return new FindingAct(
                finding, act, by, reason, at, assignee, disposition == null ? null : Disposition.valueOf(disposition));
    }
}
