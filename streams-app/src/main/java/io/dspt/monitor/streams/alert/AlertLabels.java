package io.dspt.monitor.streams.alert;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.streams.output.RequirementLabels;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels of alerts: what is routed, grouped and inhibited by. No person, address or resource stands in them; those
 * are told in the annotations. What findings are grouped by is there as a hash.
 */
final class AlertLabels {
    static final String ALERT_NAME = "alertname";
    static final String NOTIFY = "notify";
    static final String SEVERITY = "severity";
    static final String FINDING = "finding";
    static final String GROUP = "group";
    /** Alerts about one finding. */
    static final String FINDING_ALERT = "DsptFinding";
    /** The one alert of an estate about all that wakes nobody and opens no ticket. */
    static final String DIGEST_ALERT = "DsptFindingDigest";

    private static final int GROUP_DIGITS = 16;

    private AlertLabels() {}

    /** The labels of a finding's alert. */
    static SortedMap<String, String> of(AlertedFinding finding, Optional<Rule> rule, Notify notify) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put(ALERT_NAME, FINDING_ALERT);
        labels.put("rule", finding.printed().rule());
        labels.put("family", finding.printed().family());
        labels.put(SEVERITY, finding.printed().severity().printed());
        labels.put("estate", finding.printed().estate());
        labels.put(NOTIFY, notify.label());
        labels.put(FINDING, finding.id());
        labels.put(GROUP, group(finding, rule));
        String organisation = finding.printed().organisation();
        if (organisation != null) {
            labels.put("organisation", organisation);
        }
        RequirementLabels.standard(finding.printed().requirements())
                .ifPresent(standard -> labels.put("standard", standard));
        RequirementLabels.outcome(finding.printed().requirements())
                .ifPresent(outcome -> labels.put("outcome", outcome));
        return labels;
    }

    /** The labels of an estate's digest. */
    static SortedMap<String, String> digest(String estate) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put(ALERT_NAME, DIGEST_ALERT);
        labels.put("estate", estate);
        labels.put(NOTIFY, Notify.DIGEST.label());
        labels.put(SEVERITY, "info");
        return labels;
    }

    /** Names findings of one rule that are told together. */
    static String group(AlertedFinding finding, Optional<Rule> rule) {
        String value = finding.group(rule.map(one -> one.noise().groupBy()).orElse(null));
        return Sha256.name(
                        "group", finding.printed().estate(), finding.printed().rule(), value.toLowerCase(Locale.ROOT))
                .substring(0, GROUP_DIGITS);
    }
}
