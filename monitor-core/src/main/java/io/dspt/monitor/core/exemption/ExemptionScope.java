package io.dspt.monitor.core.exemption;

import io.dspt.monitor.core.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an exemption covers: some rules, or a family of them, and subjects.
 *
 * @param rules rule ids in order; empty when {@code family} is given
 * @param family letters that ids of a family begin with, such as {@code ACC}; {@code null} when rules are named
 * @param subject whose findings
 */
public record ExemptionScope(List<String> rules, @Nullable String family, Subject subject) {
    /** Most rules that one exemption may name. */
    public static final int MOST_RULES = 100;
    /** Many more than any id of Azure has. */
    private static final int MOST_SEGMENTS = 60;
    /** Between the facts of a subject that is named by several. */
    private static final String SUBJECT_DIVIDER = " | ";

    private static final Pattern RULE_ID = Pattern.compile("[A-Z]{2,8}-[0-9]{3}");
    private static final Pattern FAMILY = Pattern.compile("[A-Z]{2,8}");
    private static final Pattern ODS_CODE = Pattern.compile("[A-Z0-9]{3,10}");

    /** Whose findings an exemption covers. */
    public sealed interface Subject {

        /** One subject, as findings show it. */
        record Exact(String subject) implements Subject {
            public Exact {
                subject = canonical(subject);
                if (subject.isEmpty()) {
                    throw new IllegalArgumentException("scope.subject: must not be empty");
                }
            }
        }

        /** A resource, a group, a subscription and everything below. */
        record Below(String resource) implements Subject {
            public Below {
                resource = canonical(resource);
                while (resource.endsWith("/")) {
                    resource = resource.substring(0, resource.length() - 1);
                }
                if (!resource.startsWith("/") || resource.length() < 2) {
                    throw new IllegalArgumentException(
                            "scope.below: '" + resource + "' is no Azure resource id such as /subscriptions/…");
                }
            }
        }

        /** Findings attributed to one organisation. */
        record OfOrganisation(String odsCode) implements Subject {
            public OfOrganisation {
                odsCode = odsCode.strip().toUpperCase(Locale.ROOT);
                if (!ODS_CODE.matcher(odsCode).matches()) {
                    throw new IllegalArgumentException("scope.organisation: '" + odsCode + "' is no ODS code");
                }
            }
        }

        /** Everything; for a single rule only. */
        record WholeEstate() implements Subject {}
    }

    public ExemptionScope {
        rules = List.copyOf(new TreeSet<>(rules));
        if (rules.isEmpty() == (family == null)) {
            throw new IllegalArgumentException("scope.rules: name either rules or one family");
        }
        if (rules.size() > MOST_RULES) {
            throw new IllegalArgumentException("scope.rules: at most " + MOST_RULES + " rules in one exemption");
        }
        for (String rule : rules) {
            if (!RULE_ID.matcher(rule).matches()) {
                throw new IllegalArgumentException("scope.rules: '" + rule + "' is no rule id such as RES-001");
            }
        }
        if (family != null && !FAMILY.matcher(family).matches()) {
            throw new IllegalArgumentException("scope.family: '" + family + "' is no family such as ACC");
        }
        if (subject instanceof Subject.WholeEstate && rules.size() != 1) {
            throw new IllegalArgumentException("scope.subject: the whole estate can be exempt from a single rule only");
        }
    }

    /** The rules, or the family, by which an exemption is looked up. */
    public List<String> lookedUpBy() {
        return family == null ? rules : List.of(family);
    }

    /** Whether this rule is among those covered. */
    public boolean coversRule(String rule) {
        return family == null ? rules.contains(rule) : familyOf(rule).equals(family);
    }

    /** Whether this finding is covered. */
    public boolean covers(Finding finding) {
        return covers(finding.rule().id(), finding.subject(), finding.organisation());
    }

    /** Whether a finding of this rule, subject and organisation is covered. */
    public boolean covers(String rule, String subjectOfFinding, @Nullable String organisation) {
        return coversRule(rule) && placesOf(subjectOfFinding, organisation).contains(place());
    }

    /** The subject as one word, by which an exemption is looked up. */
    public String place() {
        if (subject instanceof Subject.Exact exact) {
            return "subject:" + exact.subject();
        } else if (subject instanceof Subject.Below below) {
            return "below:" + below.resource();
        } else if (subject instanceof Subject.OfOrganisation organisation) {
            return "organisation:" + organisation.odsCode();
        }
        return "estate";
    }

    /** The {@link #place} of every scope that covers a finding of this subject and organisation. */
    public static List<String> placesOf(String subject, @Nullable String organisation) {
        List<String> places = new ArrayList<>();
        String canonical = canonical(subject);
        places.add("subject:" + canonical);
        for (String part : canonical.split(Pattern.quote(SUBJECT_DIVIDER), -1)) {
            int end = part.startsWith("/") ? part.length() : 0;
            for (int i = 0; end > 1 && i < MOST_SEGMENTS; i++) {
                places.add("below:" + part.substring(0, end));
                end = part.lastIndexOf('/', end - 1);
            }
        }
        if (organisation != null) {
            places.add("organisation:" + organisation.toUpperCase(Locale.ROOT));
        }
        places.add("estate");
        return places;
    }

    /** The family of a rule: the letters of its id. */
    public static String familyOf(String rule) {
        int dash = rule.indexOf('-');
        return dash < 0 ? rule : rule.substring(0, dash);
    }

    /** As people read it. */
    public String written() {
        String what = family == null ? String.join(", ", rules) : "all of " + family;
        if (subject instanceof Subject.Exact exact) {
            return what + " for " + exact.subject();
        } else if (subject instanceof Subject.Below below) {
            return what + " below " + below.resource();
        } else if (subject instanceof Subject.OfOrganisation organisation) {
            return what + " for organisation " + organisation.odsCode();
        }
        return what + " for the whole estate";
    }

    private static String canonical(String subject) {
        return subject.strip().toLowerCase(Locale.ROOT);
    }
}
