package io.dspt.monitor.quickstart;

import java.util.Map;

/** Why the fold does not let a control record count, for people. */
final class Rejections {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("control-not-trusted", "the monitor does not trust this key; name another with --key-file"),
            Map.entry("control-of-another-estate", "it was signed for another estate"),
            Map.entry("control-unreadable", "the monitor cannot read it; is this command of another version?"),
            Map.entry("act-on-no-such-finding", "there is no such finding, or it is history"),
            Map.entry("act-not-allowed-by-status", "the finding's status does not allow it"),
            Map.entry("exemption-exists", "there is an exemption of this id already; choose another with --id"),
            Map.entry("exemption-over", "the exemption is over already"),
            Map.entry("exemption-unknown", "there is no exemption of this id"),
            Map.entry("exemption-too-many-there", "there are 16 exemptions for the same rule and subject already"),
            Map.entry("register-unknown", "the rules that are live have no such register"),
            Map.entry("register-row-refused", "the live rule set defines this register otherwise: check with --rules"),
            Map.entry("register-unreadable", "the rows did not arrive as they were sent"),
            Map.entry("register-load-incomplete", "a part of the load did not arrive; load it again"),
            Map.entry("rule-set-unreadable", "the rule set did not arrive as it was sent"));

    private Rejections() {}

    /** The sentence for a reason code, which it keeps. */
    static String inWords(String reason) {
        return "rejected (" + reason + "): " + WORDS.getOrDefault(reason, "see the dead letters");
    }
}
