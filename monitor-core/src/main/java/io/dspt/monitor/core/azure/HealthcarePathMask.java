package io.dspt.monitor.core.azure;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Masks ids in addresses of FHIR and DICOM services: ids are often NHS numbers, and searches name people. Resource types
 * and operations stay.
 */
final class HealthcarePathMask {
    // All loops are possessive: they run without a stack, and nothing that follows could make use of giving back.
    private static final String SLASH = "(?:\\\\{0,8}+/|%(?:25)?2[fF])";
    /** The rest of a path in JSON text. */
    private static final String PATH = "(?:[^\\s\"'\\\\?#<>]++|\\\\{1,8}+(?:/|u(?!0022|003[fF])[0-9a-fA-F]{4}))*+";

    private static final String QUERY = "\\?(?:[^\\s\"'\\\\#<>]++|\\\\{1,8}+(?:/|u(?!0022)[0-9a-fA-F]{4}))*+";

    /** From the end of the host's name on, whatever stands before it. */
    private static final Pattern SERVICE_ADDRESS =
            Pattern.compile("((?i:azurehealthcareapis\\.com)(?::\\d++)?)(" + PATH + ")(" + QUERY + ")?");

    /** Types that hold or point at a person's record, so that their name before a slash means an id follows. */
    static final Set<String> PERSONAL_TYPES = new TreeSet<>(List.of(
            "Patient",
            "RelatedPerson",
            "Person",
            "Observation",
            "Encounter",
            "Condition",
            "Procedure",
            "MedicationRequest",
            "MedicationStatement",
            "MedicationAdministration",
            "MedicationDispense",
            "Immunization",
            "AllergyIntolerance",
            "DiagnosticReport",
            "DocumentReference",
            "Appointment",
            "AppointmentResponse",
            "CarePlan",
            "CareTeam",
            "EpisodeOfCare",
            "ImagingStudy",
            "Specimen",
            "ServiceRequest",
            "Consent",
            "Coverage",
            "QuestionnaireResponse",
            "FamilyMemberHistory",
            "NutritionOrder",
            "Composition",
            "Communication",
            "CommunicationRequest",
            "ReferralRequest",
            "RiskAssessment",
            "DetectedIssue",
            "ClinicalImpression",
            "AdverseEvent",
            "BodyStructure",
            "Provenance",
            "Binary",
            "Claim",
            "ClaimResponse",
            "ExplanationOfBenefit"));

    /** A reference needs no slash before the type; in other cases than FHIR's, what follows has to look like an id. */
    private static final Pattern PERSONAL_PATH = Pattern.compile("((?<=(?:^|[^A-Za-z0-9_-]|%2[fF]))(?:"
            + String.join("|", PERSONAL_TYPES) + "|(?i:patient)(?=" + SLASH + "[^/?\"]{0,40}\\d{5})))(?:("
            + SLASH + "[^\\s\"'\\\\?#<>/]" + PATH + ")(" + QUERY + ")?|(" + QUERY + "))");

    private static final Pattern IMAGING_PATH =
            Pattern.compile("((?:studies|series|instances)" + SLASH + ")([0-9][0-9.]{4,63})");

    private static final Set<String> KEPT_SEGMENTS = Set.of(
            "studies",
            "series",
            "instances",
            "frames",
            "metadata",
            "rendered",
            "thumbnail",
            "bulkdata",
            "workitems",
            "partitions",
            "changefeed",
            "operations",
            "extendedquerytags",
            "health",
            "check");
    private static final Set<String> KEPT_PARAMETERS =
            Set.of("_count", "_format", "_summary", "_total", "_pretty", "_elements", "_sort", "api-version");
    private static final Pattern RESOURCE_TYPE = Pattern.compile("[A-Z][A-Za-z]+");
    private static final Pattern VERSION_OR_OPERATION = Pattern.compile("v\\d+(?:-[a-z]+)?|[$_][A-Za-z-]+");
    private static final Pattern SEGMENT =
            Pattern.compile("(" + SLASH + ")|(?:[^/\\\\%]++|%(?!(?:25)?2[fF])|\\\\(?!\\\\{0,8}+/))++");
    private static final Pattern PARAMETER =
            Pattern.compile("([^=&?]{1,80}+=)((?:[^&\\\\]++|\\\\(?!\\\\{0,8}+u0026))++)");

    private static final CandidateMatches SERVICE_ADDRESSES =
            CandidateMatches.ofWords(SERVICE_ADDRESS, "azurehealthcareapis.com");
    private static final CandidateMatches PERSONAL_PATHS =
            new CandidateMatches(PERSONAL_PATH, "ABCDEFGHIJKLMNOPQRSTUVWXYZp", HealthcarePathMask::beginsWord);
    private static final CandidateMatches IMAGING_PATHS =
            CandidateMatches.ofWords(IMAGING_PATH, "studies", "series", "instances");

    private final MaskedToken token;

    HealthcarePathMask(MaskedToken token) {
        this.token = token;
    }

    /**
     * The text without ids of patients in addresses.
     *
     * @param triggers which addresses it may hold
     */
    String mask(String text, int triggers) {
        String masked = text;
        if ((triggers & MaskTriggers.HEALTHCARE_SERVICE) != 0) {
            masked = SERVICE_ADDRESSES.replaceAll(
                    masked, match -> match.group(1) + maskPath(match.group(2), false) + maskQuery(match.group(3)));
        }
        if ((triggers & MaskTriggers.PERSONAL_PATH) != 0) {
            masked = PERSONAL_PATHS.replaceAll(masked, this::maskPersonal);
        }
        return (triggers & MaskTriggers.IMAGING_PATH) == 0
                ? masked
                : IMAGING_PATHS.replaceAll(masked, match -> match.group(1) + token.of(match.group(2)));
    }

    private static boolean beginsWord(String text, int at) {
        if (at == 0 || !isOfWord(text.charAt(at - 1))) {
            return true;
        }
        // The F of an encoded slash.
        return at >= 3 && text.charAt(at - 3) == '%' && text.charAt(at - 2) == '2';
    }

    private static boolean isOfWord(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    private String maskPersonal(MatchResult match) {
        return match.group(2) != null
                ? match.group(1) + maskPath(match.group(2), true) + maskQuery(match.group(3))
                : match.group(1) + maskQuery(match.group(4));
    }

    private String maskPath(String path, boolean afterType) {
        boolean idExpected = afterType;
        StringBuilder masked = new StringBuilder();
        Matcher segments = SEGMENT.matcher(path);
        while (segments.find()) {
            String segment = segments.group();
            if (segments.group(1) != null) {
                masked.append(segment);
            } else if (VERSION_OR_OPERATION.matcher(segment).matches() || KEPT_SEGMENTS.contains(segment)) {
                masked.append(segment);
                idExpected = false;
            } else if (!idExpected && RESOURCE_TYPE.matcher(segment).matches()) {
                masked.append(segment);
                idExpected = true;
            } else {
                masked.append(token.of(segment));
                idExpected = false;
            }
        }
        return masked.toString();
    }

    private String maskQuery(@Nullable String query) {
        if (query == null) {
            return "";
        }
        if (query.indexOf('=') < 0 && query.length() > 1) {
            // No parameter at all: nobody knows what it is.
            return "?" + token.of(query.substring(1));
        }
        return PARAMETER
                .matcher(query)
                .replaceAll(
                        parameter -> Matcher.quoteReplacement(maskParameter(parameter.group(1), parameter.group(2))));
    }

    private String maskParameter(String nameAndEquals, String value) {
        String name = nameAndEquals.substring(0, nameAndEquals.length() - 1).replaceAll("^.*u0026|^amp;", "");
        return nameAndEquals + (KEPT_PARAMETERS.contains(name) ? value : token.of(value));
    }
}
