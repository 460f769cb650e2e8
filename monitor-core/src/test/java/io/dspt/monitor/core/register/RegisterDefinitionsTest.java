package io.dspt.monitor.core.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.yaml.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegisterDefinitionsTest {
    private static final String GOOD = """
            name: leavers
            title: People who have left
            meaning: Whose accounts must no longer be used.
            when_not_loaded: unknown
            validity: { from: leftOn }
            columns:
              user: { type: text, key: true, names: principal, meaning: object id }
              leftOn: { type: date, meaning: first day after employment }
            example: { user: 7d1c9a52-0000-4000-8000-000000000001, leftOn: 2026-03-02 }
            """;

    @Test
    void shouldReadEveryDefinitionThatShips() {
        List<RefusedException> refusals = new ArrayList<>();

        RegisterDefinitions definitions =
                RegisterDefinitions.read(RuleBundle.builtIn().registers(), refusals);

        assertEquals(List.of(), refusals);
        assertEquals(
                RuleBundle.builtIn().registers().size(), definitions.byName().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                name: leavers          | name: leaver             | leaver.register.yaml
                when_not_loaded: unknown | when_not_loaded: nobody | when_not_loaded
                from: leftOn           | from: left               | 'left' is no column
                from: leftOn           | from: user               | 'user' is no column
                type: date             | type: day                | columns.leftOn.type
                key: true              | key: false               | no column is the key
                names: principal       | names: person            | columns.user.names
                leftOn: 2026-03-02     | leftOn: 02/03/2026       | leftOn: no day such as 2026-03-02
                leftOn: 2026-03-02     | left: 2026-03-02         | did you mean 'leftOn'
                title: People          | titel: People            | did you mean 'title'
                """)
    void shouldRefuseWhatIsNoDefinition(String good, String bad, String says) {
        // Given
        String text = GOOD.replace(good, bad);
        List<RefusedException> refusals = new ArrayList<>();

        // When
        RegisterDefinitions read = RegisterDefinitions.read(
                new TreeMap<>(Map.of("registers/leavers.register.yaml", text.getBytes(StandardCharsets.UTF_8))),
                refusals);

        // Then
        assertTrue(read.byName().isEmpty());
        assertEquals(1, refusals.size());
        String message = String.valueOf(refusals.get(0).getMessage());
        assertTrue(message.contains(says), message);
    }

    @Test
    void shouldCountDaysWholeByTheClockOfLondon() {
        // Given
        RegisterDefinition travel = shipped("travel");
        RegisterRow row = travel.row(Map.of(
                "user", "7d1c9a52-0000-4000-8000-000000000001",
                "country", "fr",
                "from", "2026-03-29",
                "until", "2026-03-29"));

        // When, then: the clocks go forward on that day, which has 23 hours
        assertFalse(travel.validity().holds(row, Instant.parse("2026-03-28T23:59:59.999Z")));
        assertTrue(travel.validity().holds(row, Instant.parse("2026-03-29T00:00:00Z")));
        assertTrue(travel.validity().holds(row, Instant.parse("2026-03-29T22:59:59.999Z")));
        assertFalse(travel.validity().holds(row, Instant.parse("2026-03-29T23:00:00Z")));
        assertEquals(FactValue.text("FR"), row.cell("country"));
    }

    @Test
    void shouldCountTimesUntilJustBeforeTheLast() {
        // Given
        RegisterDefinition windows = shipped("changeWindows");
        RegisterRow row = windows.row(
                Map.of("reference", "CHG-1", "from", "2026-03-02T18:00:00Z", "until", "2026-03-02T22:00:00+00:00"));

        // When, then
        assertTrue(windows.validity().holds(row, Instant.parse("2026-03-02T18:00:00Z")));
        assertFalse(windows.validity().holds(row, Instant.parse("2026-03-02T22:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                changeWindows | reference=C,from=2026-03-02T18:00:00,until=         | from
                changeWindows | reference=C,from=2026-03-02T18:00:00Z,until=2026-03-02T18:00:00Z | until
                changeWindows | reference=C,scope=subscriptions/x                   | scope
                travel        | user=u,country=GBR,from=2026-03-02                  | country
                travel        | user=u,country=GB,from=2026-02-30                   | from
                travel        | user=u,country=GB,from=                             | from
                travel        | user=u,country=GB,from=2026-03-02,until=2026-03-01  | until
                egressAddresses | range=192.0.2.0/33                                | range
                evidence      | requirement=1.1.1,item=a,cadenceDays=1.5            | cadenceDays
                suppliers     | name=a,ukProcessing=perhaps                         | ukProcessing
                supplierCertificates | supplier=a,certificate=ISO9001               | certificate
                statedLocations | agreement=a,region=UK (maybe!)                    | region
                leavers       | leftOn=2026-03-02                                   | user
                """)
    void shouldRefuseACellThatIsNotWhatItsColumnAsksFor(String register, String cells, String column) {
        Map<String, String> written = new TreeMap<>();
        for (String cell : cells.split(",")) {
            int equals = cell.indexOf('=');
            written.put(cell.substring(0, equals), cell.substring(equals + 1));
        }

        BadCellException refused =
                assertThrows(BadCellException.class, () -> shipped(register).row(written));

        assertEquals(column, refused.column());
    }

    @Test
    void shouldTellRowsApartByTheirKeyWhateverItsCase() {
        RegisterDefinition hosts = shipped("approvedHosts");

        assertEquals(
                hosts.keyOf(hosts.row(Map.of("host", "Interface.Example.nhs.uk"))),
                hosts.keyOf(hosts.row(Map.of("host", " interface.example.nhs.uk "))));
    }

    @Test
    void shouldComeBackFromItsBinaryForm() {
        for (RegisterDefinition definition : RegisterDefinitions.read(
                        RuleBundle.builtIn().registers(), new ArrayList<>())
                .byName()
                .values()) {
            RegisterRow row = definition.row(definition.example());

            assertEquals(row, definition.checked(RegisterRow.decoded(row.encoded())));
        }
    }

    private static RegisterDefinition shipped(String name) {
        return RegisterDefinitions.read(RuleBundle.builtIn().registers(), new ArrayList<>())
                .find(name)
                .orElseThrow();
    }
}
