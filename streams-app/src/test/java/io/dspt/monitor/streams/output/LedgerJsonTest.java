package io.dspt.monitor.streams.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.ExemptionScope.Subject;
import io.dspt.monitor.core.exemption.LawfulBasis;
import io.dspt.monitor.core.finding.PersonReference;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.ledger.ExemptionTransition;
import io.dspt.monitor.core.ledger.FiledReport;
import io.dspt.monitor.core.ledger.LedgerEvent;
import io.dspt.monitor.streams.Findings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What stands in the ledger for ever, member by member. */
class LedgerJsonTest {
    private static final Instant AT = Instant.parse("2026-03-02T09:00:00.1234567Z");
    private static final Instant JUDGED_AT = Instant.parse("2026-03-02T09:01:00Z");
    private static final String TIMES = "\"at\":\"2026-03-02T09:00:00.123Z\",\"judgedAt\":\"2026-03-02T09:01:00.000Z\"";
    private static final String HASH = "ab".repeat(32);

    private static String line(LedgerEvent event) {
        return new String(LedgerJson.of("north", event), StandardCharsets.UTF_8);
    }

    private static String person(String name) {
        return PersonReference.of("north", name);
    }

    @Test
    void shouldTellOfAFinding() {
        String line = line(new LedgerEvent.FindingChanged(
                Findings.opened("RES-001", "stpatients").assignedTo("Ada"),
                Transition.ASSIGNED,
                AT,
                JUDGED_AT,
                "person:1"));

        assertEquals(
                "{\"kind\":\"finding\"," + TIMES + ",\"transition\":\"assigned\",\"findingId\":\""
                        + Findings.opened("RES-001", "stpatients").id().value()
                        + "\",\"rule\":\"RES-001\",\"ruleDigest\":\"" + "cd".repeat(32) + "\",\"title\":\"A title\""
                        + ",\"severity\":\"high\",\"status\":\"open\",\"estate\":\"north\",\"organisation\":null"
                        + ",\"controller\":null,\"processor\":null,\"by\":\"person:1\",\"assignee\":\"" + person("ada")
                        + "\",\"openedAt\":\"2026-03-02T09:00:00.123Z\",\"lastSeenAt\":\"2026-03-02T09:00:00.123Z\""
                        + ",\"resolvedAt\":null,\"resolvedBy\":null,\"count\":1,\"origin\":\"event\""
                        + ",\"requirements\":[\"DSPT/8/NDG/4.5.3\"],\"evidence\":[{\"source\":\"logs/a.jsonl\""
                        + ",\"position\":\"3#0\",\"sha256\":\"" + HASH + "\"}]}",
                line);
    }

    private static Exemption exemption(Subject subject) {
        return new Exemption(
                "EX-1",
                "Head of imaging",
                "Ada",
                "The SIRO",
                new LawfulBasis(
                        LawfulBasis.Article6.E,
                        true,
                        LawfulBasis.Article9.H,
                        LawfulBasis.TransferMechanism.UK_ADDENDUM),
                "a reason",
                new ExemptionScope(List.of("ACC-001", "RES-001"), null, subject),
                "a control",
                LocalDate.parse("2026-03-02"),
                LocalDate.parse("2026-03-03"),
                Instant.parse("2026-03-02T09:00:00Z"),
                Instant.parse("2026-03-03T09:00:00Z"));
    }

    @Test
    void shouldTellOfAnExemption() {
        String line = line(new LedgerEvent.ExemptionChanged(
                exemption(new Subject.Below("/subscriptions/s")),
                ExemptionTransition.REVOKED,
                AT,
                JUDGED_AT,
                person("the siro")));

        assertEquals(
                "{\"kind\":\"exemption\"," + TIMES + ",\"estate\":\"north\",\"exemption\":\"EX-1\""
                        + ",\"transition\":\"revoked\",\"rules\":[\"ACC-001\",\"RES-001\"],\"family\":null"
                        + ",\"place\":\"below:/subscriptions/s\",\"approvedOn\":\"2026-03-02\""
                        + ",\"reviewOn\":\"2026-03-03\",\"startsOn\":\"2026-03-02T09:00:00.000Z\""
                        + ",\"expiresOn\":\"2026-03-03T09:00:00.000Z\",\"article6\":\"6(1)(e)\",\"patientData\":true"
                        + ",\"article9\":\"9(2)(h)\",\"transfer\":\"UK-Addendum\",\"owner\":\""
                        + person("head of imaging") + "\",\"requestedBy\":\"" + person("ada") + "\",\"approvedBy\":\""
                        + person("the siro") + "\",\"by\":\"" + person("the siro") + "\"}",
                line);
    }

    @Test
    void shouldNotNameASubjectThatMayBeAPerson() {
        String line = line(new LedgerEvent.ExemptionChanged(
                exemption(new Subject.Exact("mary@trust.example.nhs.uk")),
                ExemptionTransition.APPROVED,
                AT,
                JUDGED_AT,
                null));

        String place = "subject:" + Sha256.name("subject", "north", "mary@trust.example.nhs.uk");
        assertEquals(1, line.split("\"place\":\"" + place + "\"", 2).length - 1, line);
        assertEquals(-1, line.indexOf("mary"), line);
    }

    @Test
    void shouldTellOfARuleSet() {
        String line = line(new LedgerEvent.RulesChanged(
                HASH, 2, new TreeMap<>(Map.of("RES-001", "cd".repeat(32), "ACC-001", HASH)), AT, JUDGED_AT));

        assertEquals(
                "{\"kind\":\"rules\"," + TIMES + ",\"estate\":\"north\",\"digest\":\"" + HASH
                        + "\",\"refused\":2,\"rules\":{\"ACC-001\":\"" + HASH + "\",\"RES-001\":\"" + "cd".repeat(32)
                        + "\"}}",
                line);
    }

    @Test
    void shouldTellOfALoadOfARegister() {
        String line = line(new LedgerEvent.RegisterLoaded("leavers", "load-1", 12, HASH, AT, JUDGED_AT));

        assertEquals(
                "{\"kind\":\"register\"," + TIMES + ",\"estate\":\"north\",\"register\":\"leavers\",\"load\":\"load-1\""
                        + ",\"rows\":12,\"digest\":\"" + HASH + "\"}",
                line);
    }

    @Test
    void shouldTellOfAReport() {
        FiledReport report = new FiledReport(
                YearMonth.of(2026, 3), null, 2, FiledReport.State.FINAL, new TreeMap<>(Map.of("summary.pdf", HASH)));

        assertEquals(
                "{\"kind\":\"report\"," + TIMES + ",\"estate\":\"north\",\"month\":\"2026-03\",\"organisation\":null"
                        + ",\"revision\":2,\"state\":\"final\",\"files\":{\"summary.pdf\":\"" + HASH
                        + "\"},\"by\":\"person:2\"}",
                line(new LedgerEvent.ReportFiled(report, "person:2", AT, JUDGED_AT)));
    }
}
