package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.ExemptionScope.Subject;
import io.dspt.monitor.core.exemption.LawfulBasis;
import io.dspt.monitor.core.exemption.LawfulBasis.Article6;
import io.dspt.monitor.core.exemption.LawfulBasis.Article9;
import io.dspt.monitor.core.exemption.LawfulBasis.TransferMechanism;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An exemption as somebody has written it down, in a file or as options, before it is checked.
 *
 * @param values texts by key
 * @param rules the rules named
 */
record ExemptionDraft(SortedMap<String, String> values, List<String> rules) {
    private static final String RULES = "rules";
    private static final String PATIENT_DATA = "patientData";
    private static final String WHOLE_ESTATE = "wholeEstate";
    private static final Set<String> KEYS = Set.of(
            "id",
            "owner",
            "requestedBy",
            "approvedBy",
            "article6",
            "article9",
            PATIENT_DATA,
            "transfer",
            "reason",
            "compensatingControl",
            RULES,
            "family",
            "subject",
            "below",
            "organisation",
            WHOLE_ESTATE,
            "approvedOn",
            "reviewOn",
            "startsOn",
            "expiresOn");

    /**
     * Reads a file.
     *
     * @throws CommandFailedException when it holds something else
     */
    static ExemptionDraft read(Path file) {
        try {
            YamlNode root = YamlNode.parse(file.toString(), Files.readString(file));
            SortedMap<String, String> values = new TreeMap<>();
            List<String> rules = new ArrayList<>();
            for (Map.Entry<String, YamlNode> member : root.members(KEYS).entrySet()) {
                if (member.getKey().equals(RULES)) {
                    YamlNode written = member.getValue();
                    (written.isList() ? written.elements() : List.of(written)).forEach(rule -> rules.add(rule.text()));
                } else {
                    values.put(member.getKey(), member.getValue().text());
                }
            }
            return new ExemptionDraft(values, rules);
        } catch (RefusedException e) {
            throw CommandFailedException.wrongUsage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage("cannot read " + file + ": " + e);
        }
    }

    /**
     * The exemption it asks for. What is not said has its usual value: it is approved on the present day, begins at
     * once, is reviewed on its last day, and may concern patient data.
     *
     * @param clock the log's clock, which in a replay is that of its events
     * @throws CommandFailedException when it is not legal, naming the field
     */
    Exemption at(Instant clock) {
        try {
            LocalDate approvedOn = has("approvedOn") ? date("approvedOn") : Exemption.day(clock);
            Instant startsOn = has("startsOn") ? time("startsOn", false) : clock.truncatedTo(ChronoUnit.MINUTES);
            Instant expiresOn = time("expiresOn", true);
            LocalDate reviewOn = has("reviewOn") ? date("reviewOn") : Exemption.day(expiresOn.minusSeconds(1));
            return new Exemption(
                    has("id") ? value("id") : name(clock),
                    value("owner"),
                    value("requestedBy"),
                    value("approvedBy"),
                    basis(),
                    value("reason"),
                    new ExemptionScope(rules, values.get("family"), subject()),
                    value("compensatingControl"),
                    approvedOn,
                    reviewOn,
                    startsOn,
                    expiresOn);
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.wrongUsage("no legal exemption: " + e.getMessage());
        }
    }

    private LawfulBasis basis() {
        boolean patientData = !has(PATIENT_DATA) || flag(PATIENT_DATA);
        return new LawfulBasis(
                Article6.read(value("article6")),
                patientData,
                has("article9") ? Article9.read(value("article9")) : null,
                has("transfer") ? TransferMechanism.read(value("transfer")) : null);
    }

    private Subject subject() {
        List<Subject> subjects = Stream.of(
                        has("subject") ? new Subject.Exact(value("subject")) : null,
                        has("below") ? new Subject.Below(value("below")) : null,
                        has("organisation") ? new Subject.OfOrganisation(value("organisation")) : null,
                        has(WHOLE_ESTATE) && flag(WHOLE_ESTATE) ? new Subject.WholeEstate() : null)
                .filter(java.util.Objects::nonNull)
                .map(Subject.class::cast)
                .toList();
        if (subjects.size() != 1) {
            throw new IllegalArgumentException(
                    "scope.subject: say exactly one of subject, below, organisation and wholeEstate");
        }
        return subjects.get(0);
    }

    /** A name that the same words on the same day have again. */
    private String name(Instant clock) {
        return "EX-" + Exemption.day(clock) + "-"
                + Sha256.name(values.toString(), rules.toString()).substring(0, 6);
    }

    private boolean has(String key) {
        return values.containsKey(key);
    }

    private String value(String key) {
        @Nullable String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + ": is missing");
        }
        return value;
    }

    private boolean flag(String key) {
        return switch (value(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(key + ": write true or false");
        };
    }

    private LocalDate date(String key) {
        try {
            return LocalDate.parse(value(key));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(key + ": '" + value(key) + "' is no day such as 2026-09-30", e);
        }
    }

    /** A time, or a day, which counts from its beginning or to its end. */
    private Instant time(String key, boolean toItsEnd) {
        String written = value(key);
        try {
            if (written.contains("T")) {
                return Instant.parse(written);
            }
            LocalDate day = LocalDate.parse(written);
            return toItsEnd ? Exemption.endOf(day) : Exemption.endOf(day.minusDays(1));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    key + ": '" + written + "' is no day such as 2026-09-30 and no time such as 2026-09-30T17:00:00Z",
                    e);
        }
    }
}
