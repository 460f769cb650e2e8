package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.posture.Figure;
import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.MonthlySummary.Balance;
import io.dspt.monitor.core.posture.MonthlySummary.ResourcesPart;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import java.io.IOException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every figure against a plain count of the lines it comes from, for three months, two organisations and the estate. */
final class SummaryFiguresTest {
    private static final InventedHistory HISTORY = InventedHistory.of(7);
    private static final List<byte[]> LEDGER = HISTORY.ledger();
    private static final SummaryMaker MAKER = new SummaryMaker(HISTORY.inputs(), SignalSettings.DEFAULT);

    static Stream<Arguments> summaries() {
        return InventedHistory.MONTHS.stream()
                .flatMap(month -> Stream.of(null, "RA9", "RX1").map(one -> Arguments.of(month, one)));
    }

    private static MonthlySummary summary(YearMonth month, String organisation) {
        return MAKER.make(new SummaryRequest(month, organisation, false));
    }

    @ParameterizedTest
    @MethodSource("summaries")
    void shouldCountFindingsAsTheLedgerTellsThem(YearMonth month, String organisation) {
        // Given a plain count
        PlainCount plain = PlainCount.of(LEDGER, organisation, month);

        // When the month is summed up
        MonthlySummary summary = summary(month, organisation);

        // Then the balance is the same, and adds up
        Balance balance = summary.activity().balance();
        assertEquals(
                List.of(
                        plain.opening,
                        plain.opened,
                        plain.reopened,
                        plain.closed,
                        plain.disposed,
                        plain.closing,
                        plain.exempt),
                values(balance));
        assertEquals(
                balance.closing().value(),
                balance.opening().value()
                        + balance.opened().value()
                        + balance.reopened().value()
                        - balance.closed().value()
                        - balance.disposed().value());
        summary.activity()
                .open()
                .forEach(line -> assertEquals(
                        plain.openBySeverity.getOrDefault(line.severity().printed(), 0),
                        (int) line.all().value()));
        summary.activity()
                .open()
                .forEach(line -> assertEquals(
                        line.all().value(),
                        line.byAge().stream().mapToLong(Figure::value).sum()));
        assertEquals(plain.quiet, summary.activity().closedByQuiet().value());
    }

    @ParameterizedTest
    @MethodSource("summaries")
    void shouldMeasureResponseTimesWithoutBaseline(YearMonth month, String organisation) {
        // Given a plain count
        PlainCount plain = PlainCount.of(LEDGER, organisation, month);

        // When the month is summed up
        MonthlySummary summary = summary(month, organisation);

        // Then means are the same
        assertEquals(plain.toNotice.size(), summary.activity().toNotice().of().value());
        assertEquals(mean(plain.toNotice), summary.activity().toNotice().meanSeconds());
        assertEquals(plain.toClose.size(), summary.activity().toClose().of().value());
        assertEquals(mean(plain.toClose), summary.activity().toClose().meanSeconds());
    }

    @ParameterizedTest
    @MethodSource("summaries")
    void shouldPutEveryFindingInExactlyOneSection(YearMonth month, String organisation) {
        // When the month is summed up
        MonthlySummary summary = summary(month, organisation);

        // Then the families add up to all
        List<Integer> sum = summary.families().stream()
                .flatMap(part -> part.lines().stream())
                .map(line -> values(line.balance()))
                .reduce(List.of(0, 0, 0, 0, 0, 0, 0), SummaryFiguresTest::plus);
        assertEquals(values(summary.activity().balance()), sum);
    }

    @ParameterizedTest
    @MethodSource("summaries")
    void shouldTellWherePatientDataStandsAsTheLastDayCountedIt(YearMonth month, String organisation)
            throws IOException {
        // Given what coverage tells of the month's last day
        JsonNode told = new ObjectMapper()
                .readTree(HISTORY.coverage().get(InventedHistory.ESTATE + "/resources/" + month.atEndOfMonth()));
        JsonNode counts = organisation == null
                ? told.path("all")
                : told.path("organisations").path(organisation);
        long uk = counts.path("patientData").path("uksouth").asLong();
        long abroad = counts.path("patientData").path("westeurope").asLong();

        // When the month is summed up
        MonthlySummary summary = summary(month, organisation);

        // Then
        ResourcesPart resources = Objects.requireNonNull(summary.resources());
        assertEquals(uk + abroad, resources.patientData().value());
        assertEquals(uk + abroad, resources.inUk().share().whole());
        assertEquals(uk, resources.inUk().share().part());
        assertEquals(
                uk + abroad,
                resources.regions().stream()
                        .mapToLong(region -> region.resources().value())
                        .sum());
        assertEquals(counts.path("tagsNotKnown").asLong(), resources.tagsNotKnown());
        assertEquals(counts.path("others").asLong(), resources.others());
        assertEquals(
                resources.inUk(),
                summary.trend().get(summary.trend().size() - 1).patientDataInUk());
    }

    @ParameterizedTest
    @MethodSource("summaries")
    void shouldHoldAgainstRequirementsWhatWasOpen(YearMonth month, String organisation) {
        // When the month is summed up
        MonthlySummary summary = summary(month, organisation);

        // Then against each requirement speak the findings of its rules that a plain count finds
        assertTrue(summary.evidence().size() > 40);
        summary.evidence()
                .forEach(line -> assertEquals(
                        PlainCount.openIn(
                                LEDGER, organisation, month, line.requirement().rules(), "medium"),
                        new TreeSet<>(line.signal().findings()),
                        () -> line.requirement().name()));
    }

    @ParameterizedTest
    @MethodSource("summaries")
    void shouldAccountForEverythingThatArrived(YearMonth month, String organisation) {
        // Given the days as they stand on the topic
        long received = 0;
        long judged = 0;
        for (var record : HISTORY.coverage().entrySet()) {
            if (record.getKey().contains("/day/" + month)) {
                JsonNode day = PlainCount.read(record.getValue());
                received += day.path("received").asLong();
                for (JsonNode count : day.path("judged")) {
                    judged += count.asLong();
                }
            }
        }

        // When the month is summed up
        MonthlySummary summary = summary(month, organisation);

        // Then it says the same
        assertEquals(received, summary.coverage().received().value());
        assertEquals(judged, summary.coverage().judged().value());
        assertEquals(month.lengthOfMonth(), summary.coverage().reconciliation().size());
    }

    @ParameterizedTest
    @MethodSource("summaries")
    void shouldGroupEachRequirementOnceBySignal(YearMonth month, String organisation) {
        // When the month is summed up
        MonthlySummary summary = summary(month, organisation);

        // Then groups hold each requirement once
        long grouped = summary.statement().groups().stream()
                .mapToLong(group -> group.contradicted().value()
                        + group.supported().value()
                        + group.heldElsewhere().value()
                        + group.none().value())
                .sum();
        assertEquals(summary.evidence().size(), grouped);
        assertTrue(summary.statement().decisions().size() <= 5);
    }

    private static List<Integer> values(Balance balance) {
        return Stream.of(
                        balance.opening(),
                        balance.opened(),
                        balance.reopened(),
                        balance.closed(),
                        balance.disposed(),
                        balance.closing(),
                        balance.exemptAtEnd())
                .map(figure -> (int) figure.value())
                .toList();
    }

    private static List<Integer> plus(List<Integer> one, List<Integer> other) {
        Integer[] sum = new Integer[one.size()];
        Arrays.setAll(sum, i -> one.get(i) + other.get(i));
        return List.of(sum);
    }

    private static Long mean(List<Long> seconds) {
        return seconds.isEmpty()
                ? null
                : seconds.stream().mapToLong(Long::longValue).sum() / seconds.size();
    }
}
