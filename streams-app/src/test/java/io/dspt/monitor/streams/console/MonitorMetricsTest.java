package io.dspt.monitor.streams.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.fold.Output.MicrosoftComparison;
import io.dspt.monitor.core.fold.Output.ResourceCounts;
import io.dspt.monitor.core.fold.Output.ResourcesCounted;
import io.dspt.monitor.core.fold.Output.RulesLive;
import io.dspt.monitor.core.fold.Output.SourceCoverage;
import io.dspt.monitor.core.fold.Output.SubscriptionCoverage;
import io.dspt.monitor.core.ledger.LedgerEvent.FindingChanged;
import io.dspt.monitor.core.ledger.LedgerEvent.RegisterLoaded;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.Findings;
import io.dspt.monitor.streams.output.CoverageJson;
import io.dspt.monitor.streams.output.FindingJson;
import io.dspt.monitor.streams.output.LedgerJson;
import io.dspt.monitor.streams.output.MicrosoftJson;
import io.dspt.monitor.streams.output.ResourcesJson;
import io.dspt.monitor.streams.output.RulesLiveJson;
import io.dspt.monitor.streams.output.SubscriptionsJson;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class MonitorMetricsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MonitorMetrics metrics = new MonitorMetrics(registry, CLOCK);

    @Test
    void shouldCountWhatOpensAndResolves() {
        // Given one finding that stands and one that was resolved
        metrics.caughtUp();
        Finding open = Findings.opened("RES-001", "a");
        Finding resolved = Findings.opened("RES-001", "b").resolved(Findings.OPENED_AT, "resource-deleted");

        tell(open, Transition.OPENED);
        tell(Findings.opened("RES-001", "b"), Transition.OPENED);
        tell(resolved, Transition.RESOLVED);

        String scrape = registry.scrape();
        assertTrue(scrape.contains("dspt_findings_open{family=\"RES\",severity=\"high\",standard=\"4\"} 1.0"), scrape);
        assertTrue(scrape.contains("dspt_findings_opened_total{rule=\"RES-001\"} 2.0"), scrape);
        assertTrue(
                scrape.contains("dspt_findings_resolved_total{by=\"resource-deleted\",rule=\"RES-001\"} 1.0"), scrape);
    }

    @Test
    void shouldShowNothingBeforeEarlierOutputsHaveBeenRead() {
        // Given a restart that reads what there was
        tell(Findings.opened("RES-001", "a"), Transition.OPENED);
        String during = registry.scrape();

        // When it has caught up
        metrics.caughtUp();

        // Then the counter appears where it was, not from zero
        assertFalse(during.contains("dspt_findings_opened_total"), during);
        assertTrue(registry.scrape().contains("dspt_findings_opened_total{rule=\"RES-001\"} 1.0"));
    }

    @Test
    void shouldCountEventsByTheTotalsOnTheTopic() {
        metrics.caughtUp();
        Instant at = Instant.ofEpochSecond(1_772_442_000);

        for (long events : new long[] {5, 5, 12}) {
            SourceCoverage coverage =
                    new SourceCoverage("SignInLogs", events, at, at, at, Duration.ofSeconds(40), Duration.ZERO);
            tell(Topics.COVERAGE, CoverageJson.key("north", coverage), CoverageJson.of("north", coverage));
        }

        String scrape = registry.scrape();
        assertTrue(scrape.contains("dspt_events_total{result=\"parsed\",source=\"SignInLogs\"} 12.0"), scrape);
        assertTrue(
                scrape.contains("dspt_source_last_event_timestamp_seconds{source=\"SignInLogs\"} 1.772442E9"), scrape);
    }

    @Test
    void shouldShowWhichRulesAreLiveAndOnlyThose() {
        metrics.caughtUp();

        for (String digest : new String[] {"aa".repeat(32), "bb".repeat(32)}) {
            RulesLive live = new RulesLive(digest, new TreeMap<>(), 0, Findings.OPENED_AT);
            tell(Topics.COVERAGE, RulesLiveJson.key("north"), RulesLiveJson.of("north", live));
        }

        String scrape = registry.scrape();
        assertTrue(
                scrape.contains("dspt_rules_live_info{digest=\"" + "bb".repeat(32) + "\",estate=\"north\"} 1"), scrape);
        assertFalse(scrape.contains("aa".repeat(32)), scrape);
    }

    @Test
    void shouldCountSubscriptionsByWhenTheyWereHeardAndNameNone() {
        metrics.caughtUp();

        for (long never : new long[] {3, 1}) {
            SubscriptionCoverage coverage = new SubscriptionCoverage(5, 2, never, Findings.OPENED_AT);
            tell(Topics.COVERAGE, SubscriptionsJson.key("north"), SubscriptionsJson.of("north", coverage));
        }

        String scrape = registry.scrape();
        assertTrue(scrape.contains("dspt_subscriptions{estate=\"north\",heard=\"last-day\"} 5.0"), scrape);
        assertTrue(scrape.contains("dspt_subscriptions{estate=\"north\",heard=\"earlier\"} 2.0"), scrape);
        assertTrue(scrape.contains("dspt_subscriptions{estate=\"north\",heard=\"never\"} 1.0"), scrape);
    }

    @Test
    void shouldTellResourcesWithPatientDataByRegionAndNoneWhereNoneStandsAnyMore() {
        metrics.caughtUp();

        for (String region : List.of("westeurope", "uksouth")) {
            ResourcesCounted counted = new ResourcesCounted(
                    LocalDate.of(2026, 3, 2),
                    new TreeMap<>(),
                    new ResourceCounts(new TreeMap<>(Map.of(region, 3L)), new TreeMap<>(), 0, 0),
                    new TreeMap<>());
            tell(Topics.COVERAGE, ResourcesJson.key("north", counted.day()), ResourcesJson.of("north", counted));
        }

        String scrape = registry.scrape();
        assertTrue(scrape.contains("dspt_resources_patient{estate=\"north\",region=\"uksouth\"} 3.0"), scrape);
        assertTrue(scrape.contains("dspt_resources_patient{estate=\"north\",region=\"westeurope\"} 0.0"), scrape);
    }

    @Test
    void shouldCountMicrosoftsVerdictsByAgreement() {
        metrics.caughtUp();

        for (long agree : new long[] {3, 3, 4}) {
            MicrosoftComparison comparison =
                    new MicrosoftComparison("RES-001", agree, 0, 2, 1, Findings.OPENED_AT, Findings.OPENED_AT);
            tell(Topics.COVERAGE, MicrosoftJson.key("north", "RES-001"), MicrosoftJson.of("north", comparison));
        }

        String scrape = registry.scrape();
        assertTrue(scrape.contains("dspt_microsoft_verdicts_total{agreement=\"agree\",rule=\"RES-001\"} 4.0"), scrape);
        assertTrue(
                scrape.contains("dspt_microsoft_verdicts_total{agreement=\"microsoft-only\",rule=\"RES-001\"} 2.0"),
                scrape);
    }

    @Test
    void shouldCountExemptFindingsApart() {
        metrics.caughtUp();

        tell(Findings.opened("RES-001", "a").exempted(), Transition.OPENED);
        tell(Findings.opened("RES-001", "b"), Transition.OPENED);

        String scrape = registry.scrape();
        assertTrue(scrape.contains("dspt_findings_open{family=\"RES\",severity=\"high\",standard=\"4\"} 1.0"), scrape);
        assertTrue(scrape.contains("dspt_findings_exempt{family=\"RES\",severity=\"high\"} 1.0"), scrape);
    }

    @Test
    void shouldGoBackToZeroWhenAFindingEnds() {
        metrics.caughtUp();
        Finding open = Findings.opened("RES-001", "a");

        tell(open, Transition.OPENED);
        tell(open, Transition.REFRESHED);
        assertTrue(registry.scrape().contains("dspt_findings_unacknowledged{severity=\"high\"} 1.0"));
        tell(open.acknowledged(), Transition.ACKNOWLEDGED);
        assertTrue(registry.scrape().contains("dspt_findings_unacknowledged{severity=\"high\"} 0.0"));
        tell(open.acknowledged().resolved(Findings.OPENED_AT, "resource-deleted"), Transition.RESOLVED);

        String scrape = registry.scrape();
        assertTrue(scrape.contains("dspt_findings_open{family=\"RES\",severity=\"high\",standard=\"4\"} 0.0"), scrape);
    }

    @Test
    void shouldTimeWhatPeopleDoAndNotWhatABaselineFound() {
        metrics.caughtUp();
        Finding finding = Findings.opened("RES-001", "a");
        Instant tenMinutesLater = Findings.OPENED_AT.plusSeconds(600);

        ledger(finding.acknowledged(), Transition.ACKNOWLEDGED, tenMinutesLater);
        ledger(finding.resolved(tenMinutesLater, "resource-deleted"), Transition.RESOLVED, tenMinutesLater);
        ledger(Findings.opened("RES-001", "b", "baseline").acknowledged(), Transition.ACKNOWLEDGED, tenMinutesLater);

        String scrape = registry.scrape();
        assertTrue(scrape.contains("dspt_finding_ack_seconds_bucket{severity=\"high\",le=\"300.0\"} 0"), scrape);
        assertTrue(scrape.contains("dspt_finding_ack_seconds_bucket{severity=\"high\",le=\"900.0\"} 1"), scrape);
        assertTrue(scrape.contains("dspt_finding_ack_seconds_count{severity=\"high\"} 1"), scrape);
        assertTrue(scrape.contains("dspt_finding_resolve_seconds_sum 600.0"), scrape);
    }

    @Test
    void shouldTimeFromTheRecordToItsFindingAndNameTheFinding() {
        metrics.caughtUp();
        Finding finding = Findings.opened("RES-001", "a");
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                Topics.FINDINGS,
                0,
                0,
                NOW.minusMillis(120).toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                finding.id().value().getBytes(StandardCharsets.UTF_8),
                FindingJson.of(finding),
                new RecordHeaders().add("transition", "OPENED".getBytes(StandardCharsets.UTF_8)),
                Optional.empty());

        metrics.record(record);

        String scrape = registry.scrape("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertTrue(scrape.contains("dspt_finding_delay_seconds_sum 0.12"), scrape);
        assertTrue(scrape.contains("# {finding=\"" + finding.id().value() + "\"} 0.12"), scrape);
    }

    @Test
    void shouldLetNoUserAddressOrResourceBecomeALabel() {
        metrics.caughtUp();
        Instant at = Instant.ofEpochSecond(1_772_442_000);
        String[] invented = {
            "mary@trust.example.nhs.uk", "192.0.2.17", "/subscriptions/x/resourceGroups/rg", "a\"b", "x".repeat(200)
        };

        for (String category : invented) {
            SourceCoverage coverage = new SourceCoverage(category, 1, at, at, at, Duration.ZERO, Duration.ZERO);
            tell(Topics.COVERAGE, CoverageJson.key("north", coverage), CoverageJson.of("north", coverage));
        }
        tell(Findings.opened("RES-001", "stpatients"), Transition.OPENED);
        tell(
                Findings.opened("RES-001", "stpatients").resolved(at.plusSeconds(90_000_000), "Update policy of mary"),
                Transition.RESOLVED);

        String scrape = registry.scrape();
        assertTrue(scrape.contains("dspt_events_total{result=\"parsed\",source=\"other\"} 5.0"), scrape);
        assertFalse(scrape.contains("mary"), scrape);
        assertFalse(scrape.contains("192.0.2"), scrape);
        assertFalse(scrape.contains("stpatients"), scrape);
        assertEquals(-1, scrape.indexOf("resourceGroups"));
    }

    @Test
    void shouldCountNoOtherLineOfTheLedgerAsAFinding() {
        metrics.caughtUp();

        tell(
                Topics.LEDGER,
                "north",
                LedgerJson.of("north", new RegisterLoaded("leavers", "opened", 1, "ab".repeat(32), NOW, NOW)));
        tell(
                Topics.LEDGER,
                "north",
                "{\"kind\":\"exemption\",\"transition\":\"opened\"}".getBytes(StandardCharsets.UTF_8));

        assertFalse(registry.scrape().contains("dspt_findings_opened"), registry::scrape);
    }

    private void ledger(Finding finding, Transition transition, Instant at) {
        tell(
                Topics.LEDGER,
                finding.estate(),
                LedgerJson.of(finding.estate(), new FindingChanged(finding, transition, at, at)));
    }

    private void tell(Finding finding, Transition transition) {
        tell(Topics.FINDINGS, finding.id().value(), FindingJson.of(finding));
        if (transition == Transition.REFRESHED) {
            return; // That it was seen again is no line of the ledger.
        }
        tell(
                Topics.LEDGER,
                finding.estate(),
                LedgerJson.of(
                        finding.estate(),
                        new FindingChanged(finding, transition, finding.lastSeenAt(), finding.lastSeenAt())));
    }

    private void tell(String topic, String key, byte[] value) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(topic, 0, 0, key.getBytes(StandardCharsets.UTF_8), value);
        metrics.record(record);
    }
}
