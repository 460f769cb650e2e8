package io.dspt.monitor.streams.console;

import io.dspt.monitor.core.posture.SummaryRequest;
import io.dspt.monitor.streams.report.SummaryReport.Format;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which summary is asked for, and in which form, as the query of an address says it: the options of the command {@code report}
 * by the same names.
 *
 * @param estate name of the estate
 */
record SummaryQuery(String estate, SummaryRequest request, Format format) {
    /** The estate of whoever names none, as for commands. */
    static final String USUAL_ESTATE = "default";

    private static final Pattern WRITTEN_MONTH = Pattern.compile("\\d{4}-\\d{2}");
    private static final Pattern ESTATE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern ODS_CODE = Pattern.compile("[A-Za-z0-9]{3,10}");
    private static final int MOST_SHOWN = 40;

    /** What may stand in a query. */
    private enum Parameter {
        MONTH("a calendar month such as 2026-10"),
        ESTATE("a name of up to 64 letters, digits, dots, hyphens and underscores"),
        ORGANISATION("an ODS code such as RA9"),
        FORMAT("html, pdf, csv, json or ocsf"),
        FINAL("true or false");

        private final String expected;

        Parameter(String expected) {
            this.expected = expected;
        }

        /** As it stands in an address. */
        String written() {
            return name().toLowerCase(Locale.ROOT);
        }

        IllegalArgumentException refused(String value) {
            return new IllegalArgumentException(written() + ": '" + shown(value) + "' is not " + expected);
        }
    }

    /**
     * Reads the query of an address.
     *
     * @param query as it was sent, what is encoded in it too; {@code null} when there is none
     * @throws IllegalArgumentException with one line that names what is missing, unknown, repeated or of another form, and
     *     what is expected
     */
    static SummaryQuery parse(@Nullable String query) {
        Map<Parameter, String> told = parameters(query);
        String month = told.get(Parameter.MONTH);
        if (month == null) {
            throw new IllegalArgumentException("month is missing: expected is " + Parameter.MONTH.expected);
        }
        SummaryRequest request = new SummaryRequest(
                month(month),
                told.containsKey(Parameter.ORGANISATION) ? matching(told, Parameter.ORGANISATION, ODS_CODE) : null,
                isFinal(told.getOrDefault(Parameter.FINAL, "false")));
        return new SummaryQuery(
                told.containsKey(Parameter.ESTATE) ? matching(told, Parameter.ESTATE, ESTATE_NAME) : USUAL_ESTATE,
                request,
                format(told.getOrDefault(Parameter.FORMAT, "html")));
    }

    private static Map<Parameter, String> parameters(@Nullable String query) {
        Map<Parameter, String> told = new EnumMap<>(Parameter.class);
        if (query == null || query.isEmpty()) {
            return told;
        }
        for (String part : query.split("&", -1)) {
            int sign = part.indexOf('=');
            Parameter parameter = parameter(decoded(sign < 0 ? part : part.substring(0, sign)));
            if (told.put(parameter, sign < 0 ? "" : decoded(part.substring(sign + 1))) != null) {
                throw new IllegalArgumentException(
                        parameter.written() + " stands there more than once: expected is " + parameter.expected);
            }
        }
        return told;
    }

    private static Parameter parameter(String name) {
        for (Parameter parameter : Parameter.values()) {
            if (parameter.written().equals(name)) {
                return parameter;
            }
        }
        throw new IllegalArgumentException("there is no parameter '" + shown(name) + "': expected are "
                + Arrays.stream(Parameter.values()).map(Parameter::written).collect(Collectors.joining(", ")));
    }

    private static String matching(Map<Parameter, String> told, Parameter parameter, Pattern form) {
        String value = told.getOrDefault(parameter, "");
        if (!form.matcher(value).matches()) {
            throw parameter.refused(value);
        }
        return value;
    }

    private static YearMonth month(String value) {
        try {
            if (WRITTEN_MONTH.matcher(value).matches()) {
                return YearMonth.parse(value);
            }
        } catch (DateTimeException e) {
            // There is no thirteenth month.
        }
        throw Parameter.MONTH.refused(value);
    }

    private static boolean isFinal(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Parameter.FINAL.refused(value);
        };
    }

    private static Format format(String value) {
        for (Format format : Format.values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(value)) {
                return format;
            }
        }
        throw Parameter.FORMAT.refused(value);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** On one line, and not without end. */
    private static String shown(String value) {
        String cut = value.length() <= MOST_SHOWN ? value : value.substring(0, MOST_SHOWN) + "...";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
