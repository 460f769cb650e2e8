package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.register.RegisterBook;
import io.dspt.monitor.core.register.RegisterDefinitions;
import io.dspt.monitor.core.register.RegisterRow;
import io.dspt.monitor.core.register.RegisterTables;
import io.dspt.monitor.core.rule.RuleBundle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JoinedFactsTest {
    private static final String ACCOUNT = AzureJson.storageAccount("stImaging");
    private static final String GROUP = ACCOUNT.substring(0, ACCOUNT.indexOf("/providers/"));
    private static final RegisterDefinitions DEFINITIONS =
            RegisterDefinitions.read(RuleBundle.builtIn().registers(), new ArrayList<>());

    private final SortedMap<String, List<RegisterRow>> rows = new TreeMap<>();
    private final SortedMap<String, FactValue> judged = new TreeMap<>();

    @BeforeEach
    void judgeAResource() {
        judged.put("resource.id", FactValue.text(ACCOUNT));
    }

    private void loaded(String register, RegisterRow... held) {
        rows.put(register, List.of(held));
    }

    private FactValue read(Fact fact) {
        return readAt(fact, "2026-03-02T19:00:00Z");
    }

    private FactValue readAt(Fact fact, String now) {
        RegisterBook registers = new RegisterBook(DEFINITIONS, new RegisterTables(DEFINITIONS, rows));
        return new JoinedFacts(registers, ReferenceFiles.builtIn(), Instant.parse(now))
                .read(fact, asked -> judged.getOrDefault(asked.name(), Missing.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T17:59:59Z, false",
        "2026-03-02T18:00:00Z, true",
        "2026-03-02T21:59:59.999Z, true",
        "2026-03-02T22:00:00Z, false",
    })
    void shouldCoverAResourceFromTheBeginningOfAWindowToJustBeforeItsEnd(String at, boolean covered) {
        loaded(
                "changeWindows",
                RegisterRowsOf.row(
                        "changeWindows",
                        "reference=CHG-1",
                        "scope=" + GROUP.toUpperCase(java.util.Locale.ROOT),
                        "from=2026-03-02T18:00:00Z",
                        "until=2026-03-02T22:00:00Z"));

        assertEquals(FactValue.flag(covered), readAt(Facts.EVENT_IN_CHANGE_WINDOW, at));
    }

    @Test
    void shouldCoverByAWindowOnlyWhatStandsInItsScope() {
        // Given: the name of the group is the beginning of another's
        loaded("changeWindows", RegisterRowsOf.row("changeWindows", "reference=CHG-1", "scope=" + GROUP + "-2"));
        judged.put("resource.id", FactValue.text(GROUP));
        FactValue beside = read(Facts.EVENT_IN_CHANGE_WINDOW);
        judged.put("resource.id", FactValue.text(GROUP + "-22/providers/a.b/c/d"));

        assertEquals(FactValue.flag(false), beside);
        assertEquals(FactValue.flag(false), read(Facts.EVENT_IN_CHANGE_WINDOW));
    }

    @Test
    void shouldCoverWhatStandsNowhereByAWindowForEverything() {
        judged.put("resource.id", Missing.ABSENT);
        FactValue notLoaded = read(Facts.EVENT_IN_CHANGE_WINDOW);
        loaded("changeWindows", RegisterRowsOf.row("changeWindows", "reference=CHG-1", "scope=*"));

        assertEquals(FactValue.flag(false), notLoaded);
        assertEquals(FactValue.flag(true), read(Facts.EVENT_IN_CHANGE_WINDOW));
    }

    @Test
    void shouldKnowTheCountryOfTheNarrowestRange() {
        loaded(
                "addressCountries",
                RegisterRowsOf.row("addressCountries", "range=203.0.113.0/24", "country=GB"),
                RegisterRowsOf.row("addressCountries", "range=203.0.113.32/28", "country=IE"),
                RegisterRowsOf.row("addressCountries", "range=2001:db8::/32", "country=FR"));
        judged.put("actor.address", FactValue.text("203.0.113.45"));
        FactValue narrow = read(Facts.ACTOR_ADDRESS_COUNTRY);
        judged.put("actor.address", FactValue.text("203.0.113.48"));
        FactValue wide = read(Facts.ACTOR_ADDRESS_COUNTRY);
        judged.put("actor.address", FactValue.text("2001:DB8:1::1"));
        FactValue six = read(Facts.ACTOR_ADDRESS_COUNTRY);
        judged.put("actor.address", FactValue.text("192.0.2.1"));

        assertEquals(
                List.of("IE", "GB", "FR"),
                List.of(narrow, wide, six).stream().map(FactValue::textOrNull).toList());
        assertEquals(Missing.UNKNOWN, read(Facts.ACTOR_ADDRESS_COUNTRY));
    }

    @Test
    void shouldTakeTheDatasetWithTheLongestScopeAndOtherwiseTheTag() {
        // Given
        judged.put("resource.recordType", FactValue.text("mental-health"));
        FactValue byTag = read(Facts.DATASET_RECORD_TYPE);
        loaded(
                "datasets",
                RegisterRowsOf.row("datasets", "scope=" + GROUP, "recordType=Adult", "hold=false"),
                RegisterRowsOf.row("datasets", "scope=" + ACCOUNT, "hold=true"));

        // Then: the store's own row says nothing of the type
        assertEquals("mental-health", byTag.textOrNull());
        assertEquals(FactValue.flag(true), read(Facts.DATASET_HOLD));
        assertEquals("mental-health", read(Facts.DATASET_RECORD_TYPE).textOrNull());
        judged.put("resource.id", FactValue.text(GROUP + "/providers/a.b/c/d"));
        assertEquals("adult", read(Facts.DATASET_RECORD_TYPE).textOrNull());
        assertEquals(FactValue.flag(false), read(Facts.DATASET_HOLD));
        judged.put("resource.id", FactValue.text("/subscriptions/x"));
        assertEquals(FactValue.flag(false), read(Facts.DATASET_HOLD));
    }

    @Test
    void shouldKnowTheMinimumOfTheRecordTypeAndOfNoneThatOfAdults() {
        judged.put("resource.recordType", Missing.ABSENT);
        FactValue assumed = read(Facts.DATASET_MINIMUM_DAYS);
        loaded("datasets", RegisterRowsOf.row("datasets", "scope=*", "recordType=no-such-type"));

        assertEquals(ReferenceFiles.builtIn().retention().minimumDays("adult"), assumed);
        assertEquals(Missing.UNKNOWN, read(Facts.DATASET_MINIMUM_DAYS));
    }

    @Test
    void shouldKnowAnAssessmentByScopeOrByTheTagThatNamesIt() {
        // Given
        judged.put("resource.tags.dpia-id", FactValue.text("dpia-031"));
        FactValue notLoaded = read(Facts.RESOURCE_DPIA_KNOWN);
        loaded("dpias", RegisterRowsOf.row("dpias", "reference=DPIA-031", "scope=/subscriptions/x"));
        FactValue byTag = read(Facts.RESOURCE_DPIA_KNOWN);
        judged.put("resource.tags.dpia-id", Missing.ABSENT);

        // Then
        assertEquals(Missing.UNKNOWN, notLoaded);
        assertEquals(FactValue.flag(true), byTag);
        assertEquals(FactValue.flag(false), read(Facts.RESOURCE_DPIA_KNOWN));
        loaded("dpias", RegisterRowsOf.row("dpias", "reference=DPIA-031", "scope=" + GROUP));
        assertEquals(FactValue.flag(true), read(Facts.RESOURCE_DPIA_KNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "approvedOn=2026-03-02, true",
        "approvedOn=2026-03-03, false",
        "approvedBy=somebody, false",
        "approvedOn=2026-03-01;executedOn=2026-03-02, false",
    })
    void shouldApproveADisposalFromItsDayUntilItIsExecuted(String cells, boolean approved) {
        String[] all = ("reference=D-1;scope=" + GROUP + ";" + cells).split(";");
        loaded("disposals", RegisterRowsOf.row("disposals", all));

        assertEquals(FactValue.flag(approved), read(Facts.DISPOSAL_APPROVED));
    }

    @Test
    void shouldSayThatNobodyCanTellWhereARegisterIsNotLoaded() {
        assertEquals(Missing.UNKNOWN, read(Facts.DISPOSAL_APPROVED));
        assertEquals(Missing.UNKNOWN, read(Facts.DATASET_HOLD));
    }
}
