package io.dspt.monitor.streams.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.core.posture.SummaryRequest;
import io.dspt.monitor.streams.report.SummaryReport.Format;
import java.time.YearMonth;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SummaryQueryTest {
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final String MONTH_IS_MISSING = "month is missing: expected is a calendar month such as 2026-10";

    private static String refusal(String query) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> SummaryQuery.parse(query))
                .getMessage());
    }

    @Test
    void shouldGoByWhatIsSaid() {
        SummaryQuery query =
                SummaryQuery.parse("format=pdf&organisation=RA9&month=2026-10&estate=north%2Dmoor&final=true");

        assertEquals(new SummaryQuery("north-moor", new SummaryRequest(OCTOBER, "RA9", true), Format.PDF), query);
    }

    @Test
    void shouldDoAsTheCommandDoesWhereNothingIsSaid() {
        assertEquals(
                new SummaryQuery("default", new SummaryRequest(OCTOBER, null, false), Format.HTML),
                SummaryQuery.parse("month=2026-10"));
        assertEquals(SummaryQuery.parse("month=2026-10"), SummaryQuery.parse("month=2026-10&final=false&format=html"));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void shouldKnowEveryFormatByItsName(Format format) {
        String name = format.name().toLowerCase(Locale.ROOT);

        assertEquals(format, SummaryQuery.parse("month=2026-10&format=" + name).format());
    }

    @Test
    void shouldNotGuessTheMonth() {
        assertEquals(MONTH_IS_MISSING, refusal(null));
        assertEquals(MONTH_IS_MISSING, refusal(""));
        assertEquals(MONTH_IS_MISSING, refusal("format=json"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "month=2026-13 | month: '2026-13' is not a calendar month such as 2026-10",
                "month=%2B12026-10 | month: '+12026-10' is not a calendar month such as 2026-10",
                "month= | month: '' is not a calendar month such as 2026-10",
                "month | month: '' is not a calendar month such as 2026-10",
                "month=2026-10&format=PDF | format: 'PDF' is not html, pdf, csv, json or ocsf",
                "month=2026-10&final=yes | final: 'yes' is not true or false",
                "month=2026-10&final | final: '' is not true or false",
                "month=2026-10&organisation= | organisation: '' is not an ODS code such as RA9",
                "month=2026-10&organisation=RA9%22%3B | organisation: 'RA9\";' is not an ODS code such as RA9",
                "month=2026-10&estate=a/source | estate: 'a/source' is not a name of up to 64 letters, digits, dots,"
                        + " hyphens and underscores",
            })
    void shouldNameWhatIsOfAnotherForm(String query, String line) {
        assertEquals(line, refusal(query));
    }

    @Test
    void shouldNameWhatItDoesNotKnow() {
        String known = ": expected are month, estate, organisation, format, final";

        assertEquals("there is no parameter 'organization'" + known, refusal("month=2026-10&organization=RA9"));
        assertEquals("there is no parameter ''" + known, refusal("month=2026-10&"));
        assertEquals("there is no parameter 'Month'" + known, refusal("Month=2026-10"));
    }

    @Test
    void shouldNotChooseOneOfTwo() {
        assertEquals(
                "month stands there more than once: expected is a calendar month such as 2026-10",
                refusal("month=2026-10&format=csv&month=2026-11"));
        assertEquals(
                "organisation stands there more than once: expected is an ODS code such as RA9",
                refusal("month=2026-10&organisation=RA9&organisation=RA9"));
    }

    @Test
    void shouldSayOneShortLineWhateverIsAsked() {
        assertEquals("format: 'a?b' is not html, pdf, csv, json or ocsf", refusal("month=2026-10&format=a%0Ab"));
        assertEquals(
                "format: '" + "x".repeat(40) + "...' is not html, pdf, csv, json or ocsf",
                refusal("month=2026-10&format=" + "x".repeat(5_000)));
    }
}
