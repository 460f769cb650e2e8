package io.dspt.monitor.core.exemption;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * An approved exception from rules, for a time. One that does not say all it must does not construct; messages name the
 * field. Days are those of Europe/London.
 *
 * @param id name people give it, such as {@code EX-2026-014}
 * @param owner who answers for the risk
 * @param requestedBy who asked for it
 * @param approvedBy who approved it: somebody else than who asked
 * @param lawfulBasis why processing under it is lawful
 * @param reason why the rule cannot be kept
 * @param scope what it covers
 * @param compensatingControl what keeps the risk down meanwhile
 * @param approvedOn day of the approval
 * @param reviewOn day by which it is to be looked at again
 * @param startsOn from when it holds, at a full minute
 * @param expiresOn when it ends, at a full minute; it no longer holds then
 */
public record Exemption(
        String id,
        String owner,
        String requestedBy,
        String approvedBy,
        LawfulBasis lawfulBasis,
        String reason,
        ExemptionScope scope,
        String compensatingControl,
        LocalDate approvedOn,
        LocalDate reviewOn,
        Instant startsOn,
        Instant expiresOn) {

    /** Where days begin and end. */
    public static final ZoneId DAYS = ZoneId.of("Europe/London");
    /** Findings of these rules say that data has left the UK. */
    private static final String RESIDENCY = "RES";

    private static final int LONGEST_TEXT = 2_000;
    private static final int SECONDS_IN_A_MINUTE = 60;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public Exemption {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "id: '" + id + "' is no id: up to 64 letters, digits, dots, hyphens and underscores");
        }
        owner = required("owner", owner);
        requestedBy = required("requestedBy", requestedBy);
        approvedBy = required("approvedBy", approvedBy);
        reason = required("reason", reason);
        compensatingControl = required("compensatingControl", compensatingControl);
        if (approvedBy.equalsIgnoreCase(requestedBy)) {
            throw new IllegalArgumentException("approvedBy: whoever asks for an exemption cannot approve it");
        }
        boolean residency = scope.lookedUpBy().stream()
                .anyMatch(rule -> ExemptionScope.familyOf(rule).equals(RESIDENCY));
        if (residency && lawfulBasis.transfer() == null) {
            throw new IllegalArgumentException(
                    "transfer: an exemption from residency rules names its transfer mechanism: adequacy, IDTA,"
                            + " UK-Addendum, BCR or Article-49");
        }
        fullMinute("startsOn", startsOn);
        fullMinute("expiresOn", expiresOn);
        if (!expiresOn.isAfter(startsOn)) {
            throw new IllegalArgumentException("expiresOn: must lie after startsOn, " + startsOn);
        }
        if (day(startsOn).isBefore(approvedOn)) {
            throw new IllegalArgumentException("startsOn: cannot lie before the approval on " + approvedOn);
        }
        Period longest = LongestTerms.builtIn().of(scope);
        LocalDate latest = approvedOn.plus(longest);
        if (expiresOn.isAfter(endOf(latest))) {
            throw new IllegalArgumentException("expiresOn: " + scope.written() + " can be exempt for "
                    + longest.toTotalMonths() + " months from the approval, that is until the end of " + latest);
        }
        if (reviewOn.isBefore(approvedOn) || reviewOn.isAfter(day(expiresOn))) {
            throw new IllegalArgumentException("reviewOn: must lie between the approval on " + approvedOn
                    + " and the expiry on " + day(expiresOn));
        }
    }

    /** Whether it holds at this time, unless it has been revoked. */
    public boolean holdsAt(Instant time) {
        return !time.isBefore(startsOn) && time.isBefore(expiresOn);
    }

    /** The day in London on which a time falls. */
    public static LocalDate day(Instant time) {
        return time.atZone(DAYS).toLocalDate();
    }

    /** The end of a day in London. */
    public static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(DAYS).toInstant();
    }

    private static void fullMinute(String field, Instant time) {
        if (time.getNano() != 0 || time.getEpochSecond() % SECONDS_IN_A_MINUTE != 0) {
            throw new IllegalArgumentException(field + ": must be a full minute, not " + time);
        }
    }

    private static String required(String field, String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException(field + ": must not be empty");
        }
        if (stripped.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(field + ": longer than " + LONGEST_TEXT + " characters");
        }
        return stripped;
    }
}
