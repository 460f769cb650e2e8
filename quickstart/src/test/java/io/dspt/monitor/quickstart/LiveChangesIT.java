package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.LawfulBasis;
import io.dspt.monitor.core.exemption.LawfulBasis.Article6;
import io.dspt.monitor.core.exemption.LawfulBasis.Article9;
import io.dspt.monitor.core.exemption.LawfulBasis.TransferMechanism;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.Output.Counts;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.quickstart.FindingsWatch.State;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rule changes, an exemption comes and goes, with 2,000 rules live and records flowing: nothing is restarted. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LiveChangesIT {
    private static final int RULES = 2_000;
    /** A median of so many in a row counts; a machine that is busy for a moment gets more tries. */
    private static final int TRIES = 5;

    private static final int MOST_TRIES = 25;
    private static final String RULE = "RES-001";
    private static final Pattern COPIED = Pattern.compile("(?m)^kind: (obligation|occurrence|change)$");
    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private int accounts;

    /**
     * The built-in catalogue, and copies of its rules about resources and about what happens once, under other ids, until
     * there are two thousand: what large estates add to a catalogue are policies of their own.
     */
    private static RuleBundle large() {
        RuleBundle builtIn = RuleBundle.builtIn();
        SortedMap<String, byte[]> files = new TreeMap<>(builtIn.files());
        List<String> originals = builtIn.rules().values().stream()
                .map(rule -> new String(rule, StandardCharsets.UTF_8))
                .filter(rule -> COPIED.matcher(rule).find())
                .toList();
        for (int i = builtIn.rules().size(); i < RULES; i++) {
            String id = "TR" + (char) ('A' + i / 900) + "-" + (100 + i % 900);
            files.put(
                    "rules/copies/" + id + "-copy.rule.yaml",
                    bytes(originals.get(i % originals.size()).replaceFirst("id: [A-Z]+-[0-9]{3}", "id: " + id)));
        }
        return new RuleBundle(files);
    }

    /** The same rules, of which one says something more in its findings. */
    private static RuleBundle saying(RuleBundle rules, String more) {
        SortedMap<String, byte[]> files = new TreeMap<>(rules.files());
        files.replaceAll((path, content) -> path.contains("/" + RULE + "-")
                ? bytes(new String(content, StandardCharsets.UTF_8)
                        .replace("is in {resource.region}", "is in {resource.region}" + more))
                : content);
        return new RuleBundle(files);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldTakeEffectOnTheNextRecordsWithinASecond() throws Exception {
        // Given two thousand rules live, records that flow, and a finding
        RuleBundle rules = large();
        RuleBook.Loaded loaded = Engine.load(rules);
        assertEquals(RULES, loaded.book().rules().size());
        assertEquals(List.of(), loaded.refusals());
        try (RunningMonitor monitor = new RunningMonitor(folder);
                LiveEstate estate = new LiveEstate(monitor.bootstrapServers(), "north", monitor.keys(), rules);
                FindingsWatch findings = new FindingsWatch(monitor.bootstrapServers(), estate.partition());
                ControlSender controls = ControlSender.open(
                        KafkaConnection.plain(monitor.bootstrapServers()), "north", monitor.keys())) {
            estate.letRecordsFlow();
            Instant openedAt = keepUp(estate, findings);

            changeTheRule(rules, estate, findings);
            exemptForAWhile(estate, findings, controls);
            assertEquals(openedAt, findings.latest(RULE, account(0)).finding().openedAt());
            estate.stopTheFlow();
            countsAddUp(estate, controls);
        }
    }

    /** Sends accounts until the monitor has read what came before and is warm; gives when the first was found. */
    private Instant keepUp(LiveEstate estate, FindingsWatch findings) throws Exception {
        List<Duration> times = new ArrayList<>();
        do {
            long sentAt = System.nanoTime();
            times.add(since(sentAt, findings.first(RULE, nextAccount(estate))));
        } while (!fast(times, WITHIN) && times.size() < MOST_TRIES);
        say("no change, from a record to its finding", times);
        return findings.first(RULE, account(0)).finding().openedAt();
    }

    private String nextAccount(LiveEstate estate) {
        estate.accountAbroad("st" + accounts);
        return account(accounts++);
    }

    private static Duration since(long sentAt, State seen) {
        return Duration.ofNanos(seen.nanoTime() - sentAt);
    }

    /** Whether the median of the latest tries is within a time. */
    private static boolean fast(List<Duration> times, Duration within) {
        return times.size() >= TRIES && median(latest(times)).compareTo(within) <= 0;
    }

    private static List<Duration> latest(List<Duration> times) {
        return times.subList(Math.max(0, times.size() - TRIES), times.size());
    }

    private static String account(int number) {
        return LiveEstate.account("st" + number);
    }

    private void changeTheRule(RuleBundle rules, LiveEstate estate, FindingsWatch findings) throws Exception {
        List<Duration> fromRecord = new ArrayList<>();
        List<Duration> fromChange = new ArrayList<>();
        do {
            String version = ", version " + (fromRecord.size() + 1);
            RuleBundle changed = saying(rules, version);

            // When the rule changes, and a record follows
            long changedAt = System.nanoTime();
            estate.use(changed);
            long sentAt = System.nanoTime();
            State state = findings.first(RULE, nextAccount(estate));

            // Then it is judged by the rule as it is now
            assertTrue(state.finding().message().endsWith(version), state.finding()::message);
            fromRecord.add(since(sentAt, state));
            fromChange.add(since(changedAt, state));

            // And what was found before is told anew
            findings.first(RULE, account(0), finding -> finding.message().endsWith(version));
        } while (!fast(fromRecord, WITHIN) && fromRecord.size() < MOST_TRIES);
        say("a changed rule of " + RULES + ", from the next record to its finding", fromRecord);
        say("the same from sending the rule set", fromChange);
        assertTrue(fast(fromRecord, WITHIN), fromRecord::toString);
    }

    private void exemptForAWhile(LiveEstate estate, FindingsWatch findings, ControlSender controls) throws Exception {
        // Given how many findings there are, gross and net
        int before = accounts;
        assertEquals(before, open(controls.snapshot().findings()));

        // When an exemption is added that ends at a full minute, and records follow
        Exemption exemption = untilAFullMinute(Instant.now());
        estate.control(new ControlRecord.ExemptionApproved(exemption));
        List<Duration> exempt = new ArrayList<>();
        while (exempt.size() < TRIES) {
            long sentAt = System.nanoTime();
            State state = findings.first(RULE, nextAccount(estate));
            assertEquals(FindingStatus.EXEMPT, state.finding().status());
            exempt.add(since(sentAt, state));
        }
        say("an exemption, from the next record to its finding, exempt", exempt);

        // Then they are exempt, and so are those that stood; gross there are as many as were found, net none
        List<State> exempted = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            exempted.add(findings.first(RULE, account(i), finding -> finding.status() == FindingStatus.EXEMPT));
        }
        Counts counts = controls.whereItIs().counts();
        List<PrintedFinding> onTopic = controls.snapshot().findings();
        assertTrue(Instant.now().isBefore(exemption.expiresOn()), "this machine was too slow for one exemption");
        assertEquals(before + TRIES, counts.findings().get("exempt"));
        assertEquals(0, open(onTopic));
        assertEquals(onTopic.size(), sum(counts.findings()));

        // When its end has come, then they are open again, as of when they were first
        List<Duration> again = new ArrayList<>();
        for (State state : exempted) {
            State reopened = findings.firstAfter(
                    RULE,
                    state.finding().subject(),
                    state.nanoTime(),
                    finding -> finding.status() == FindingStatus.OPEN);
            assertEquals(state.finding().openedAt(), reopened.finding().openedAt());
            again.add(Duration.between(exemption.expiresOn(), reopened.at()));
        }
        say("its end, from the full minute to each finding, open again", again);
        assertTrue(again.stream().noneMatch(Duration::isNegative), again::toString);
        assertTrue(fast(exempt, WITHIN), exempt::toString);
        assertTrue(median(again).compareTo(WITHIN.plus(TICK)) <= 0, again::toString);
    }

    private static Exemption untilAFullMinute(Instant now) {
        Instant start = now.truncatedTo(ChronoUnit.MINUTES);
        Instant end = now.plusSeconds(20).truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
        return new Exemption(
                "EX-2026-014",
                "Head of imaging",
                "ada.okafor",
                "the SIRO",
                new LawfulBasis(Article6.E, true, Article9.H, TransferMechanism.ADEQUACY),
                "The supplier has no region in the UK yet",
                new ExemptionScope(List.of(RULE), null, new ExemptionScope.Subject.WholeEstate()),
                "Images are pseudonymised before they leave",
                Exemption.day(start),
                Exemption.day(end),
                start,
                end);
    }

    private void countsAddUp(LiveEstate estate, ControlSender controls) {
        // When everything that was sent has been worked off
        Counts counts = controls.whereItIs().counts();
        List<PrintedFinding> onTopic = controls.snapshot().findings();

        // Then nothing was lost or repeated, and each finding counts once
        assertEquals(estate.sent(), counts.read());
        assertEquals(
                counts.read(), counts.parsed() + sum(counts.ignored()) + sum(counts.deadLettered()), counts::toString);
        Map<String, Long> byStatus = new TreeMap<>();
        onTopic.forEach(finding -> byStatus.merge(finding.status().printed(), 1L, Long::sum));
        assertEquals(byStatus, counts.findings());
        assertEquals(onTopic.size(), sum(counts.findings()));
        assertEquals(accounts, open(onTopic));
        System.out.println(counts.read() + " records, " + onTopic.size() + " findings: " + counts.findings());
    }

    private static long open(List<PrintedFinding> findings) {
        return findings.stream()
                .filter(finding -> finding.rule().equals(RULE) && finding.status() == FindingStatus.OPEN)
                .count();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static void say(String what, List<Duration> times) {
        System.out.println(what + ": median " + median(latest(times)).toMillis() + " ms; all: "
                + times.stream().map(Duration::toMillis).toList());
    }
}
