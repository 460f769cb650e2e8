package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Defender state tells elsewhere than at one path, or as a fraction where rules compare whole numbers: the secure
 * score in per cent, of a vulnerability its CVSS score in tenths and whether it is known to be exploited, and of a
 * compliance assessment its standard.
 */
final class DefenderFigures implements FactSource {
    private static final String PERCENTAGE = "score.percentage";
    private static final String CVSS = "subAssessment.cvssTenths";
    private static final String EXPLOITED = "subAssessment.exploited";
    private static final String STANDARD = "complianceControl.standard";
    private static final String STANDARDS = "/regulatorycompliancestandards/";

    private final JsonObject properties;
    private final FactSource others;

    DefenderFigures(JsonObject properties, FactSource others) {
        this.properties = properties;
        this.others = others;
    }

    @Override
    public FactValue read(Fact fact) {
        FactValue own = others.read(fact);
        return switch (fact.name()) {
            case PERCENTAGE -> own == Missing.ABSENT ? own : percentage();
            case CVSS -> cvssTenths(own);
            case EXPLOITED -> exploited(own);
            case STANDARD -> standard(own);
            default -> own;
        };
    }

    /** The standard that a compliance assessment belongs to stands in its id only. */
    private static FactValue standard(FactValue id) {
        String written = id.textOrNull();
        int at = written == null ? -1 : written.toLowerCase(Locale.ROOT).indexOf(STANDARDS);
        if (written == null || at < 0) {
            return id;
        }
        String rest = written.substring(at + STANDARDS.length());
        int end = rest.indexOf('/');
        return FactValue.text(end < 0 ? rest : rest.substring(0, end));
    }

    private FactValue percentage() {
        FactValue fraction = scaled(properties.object("score").text("percentage"), 100);
        return fraction == Missing.ABSENT ? Missing.UNKNOWN : fraction;
    }

    private FactValue cvssTenths(FactValue own) {
        return details()
                .map(DefenderFigures::cvss)
                .filter(score -> score != Missing.ABSENT)
                .findFirst()
                .orElse(own);
    }

    /** The latest version's base score comes first. */
    private static FactValue cvss(JsonObject details) {
        JsonObject versions = details.object("cvss");
        return Stream.of("3.1", "3.0", "2.0")
                .map(version -> scaled(versions.object(version).text("base"), 10))
                .filter(score -> score != Missing.ABSENT)
                .findFirst()
                .orElseGet(() -> scaled(details.text("cvssScore", "cvssV30Score"), 10));
    }

    private FactValue exploited(FactValue own) {
        return details()
                .flatMap(details -> Stream.of(details, details.object("exploitabilityAssessment")))
                .flatMap(details -> Stream.of("isExploitVerified", "hasPublicExploit", "isVerified", "isInExploitKit")
                        .map(details::text))
                .filter(text -> text != null)
                .map(text -> text.toLowerCase(Locale.ROOT).equals("true"))
                .reduce(Boolean::logicalOr)
                .map(FactValue::flag)
                .orElse(own);
    }

    /** Where the scanners put what they know of a vulnerability. */
    private Stream<JsonObject> details() {
        JsonObject additional = properties.object("additionalData");
        return Stream.of(
                additional,
                additional.object("data"),
                additional.object("vulnerabilityDetails"),
                additional.object("data").object("vulnerabilityDetails"));
    }

    private static FactValue scaled(@Nullable String decimal, int by) {
        if (decimal == null || decimal.length() > 20) {
            return Missing.ABSENT;
        }
        try {
            BigDecimal scaled = new BigDecimal(decimal).multiply(BigDecimal.valueOf(by));
            return scaled.signum() < 0 || scaled.precision() - scaled.scale() > 9
                    ? Missing.UNKNOWN
                    : FactValue.whole(scaled.setScale(0, RoundingMode.HALF_UP).longValue());
        } catch (NumberFormatException e) {
            return Missing.UNKNOWN;
        }
    }
}
