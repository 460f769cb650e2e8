package io.dspt.monitor.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.register.RegisterDefinitions;
import io.dspt.monitor.core.yaml.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules may ask of registers and dates, and what is refused when a rule is loaded. */
final class RegisterRulesTest {
    private static final FactCatalogue FACTS = new FactCatalogue(
                    ReferenceFiles.builtIn().properties())
            .with(RegisterDefinitions.read(RuleBundle.builtIn().registers(), new ArrayList<>()));

    private static Rule load(String kind) {
        String rule = """
                id: TST-001
                title: Rule of a test
                status: stable
                severity: high
                why: A test needs it.
                remedy: None
                finding: found
                """ + kind.replace("; ", "\n") + "\n";
        return new RuleLoader(FACTS, Parameters.NONE)
                .load("rules/TST-001-test.rule.yaml", rule.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldKnowTheAgeOfADate() {
        Fact age =
                FACTS.find("register.supplierCertificates.expiresOn.daysUntil").orElseThrow();

        assertEquals(Fact.Origin.AGE, age.origin());
        assertTrue(
                FACTS.find("register.supplierCertificates.supplier.daysUntil").isEmpty());
        assertTrue(FACTS.find("principal.lastSignIn.daysAgo").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                kind: occurrence; subject: signIn.user; when: { field: signIn.user, in: { register: leavers.usr } } | did you mean 'user'
                kind: occurrence; subject: signIn.user; when: { field: signIn.user, in: { register: leaver.user } } | did you mean 'leavers'
                kind: occurrence; subject: signIn.user; when: { field: signIn.user, in: { register: leavers } } | register.column
                kind: occurrence; subject: signIn.user; when: { field: signIn.user, equals: { register: leavers.user } } | in and notIn
                kind: occurrence; subject: signIn.user; when: { field: signIn.user, in: { register: leavers.leftOn } } | only texts
                kind: occurrence; subject: signIn.user; when: { field: signIn.errorCode, in: { register: leavers.user } } | only texts
                kind: occurrence; subject: signIn.user; when: { field: register.leavers.user, exists: true } | each: register.leavers
                kind: occurrence; subject: signIn.user; when: { field: principal.enabled, equals: true } | look through such things
                kind: schedule; each: register.leaver; subject: clock.now; when: { field: clock.now, exists: true } | did you mean 'leavers'
                kind: schedule; each: register.travel; subject: register.travel.user; when: { field: register.leavers.user, exists: true } | each: register.leavers
                kind: schedule; each: register.suppliers; subject: register.suppliers.name; when: { field: principal.enabled, equals: true } | look through such things
                kind: schedule; each: resource; subject: resource.id; when: { field: source.events, equals: 0 } | look through such things
                kind: schedule; each: resource; every: PT30S; subject: resource.id; when: { field: resource.region, exists: true } | at least a minute
                kind: schedule; each: principal; subject: principal.id; when: { field: principal.lastSignIn, less: 90 } | daysSince
                kind: schedule; each: principal; subject: principal.id; when: { field: principal.lastSignIn, equals: yesterday } | time such as
                """)
    void shouldRefuseWhatNobodyCouldAnswer(String rule, String says) {
        RefusedException refused = assertThrows(RefusedException.class, () -> load(rule));

        assertTrue(refused.getMessage() != null && refused.getMessage().contains(says), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                kind: schedule; each: register.breakGlass; subject: register.breakGlass.account; when: { field: principal.lastSignIn.daysSince, less: 1 }
                kind: schedule; each: register.breaches; subject: register.breaches.finding; when: { field: finding.severity, equals: critical }
                kind: schedule; each: register.dpias; subject: register.dpias.reference; when: { field: resource.region, exists: true }
                kind: schedule; each: register.evidence; subject: register.evidence.item; when: { field: register.evidence.lastRefreshed.daysSince, greater: { field: register.evidence.cadenceDays } }
                kind: occurrence; subject: signIn.user; when: { field: actor.address, notIn: { register: egressAddresses.range } }
                """)
    void shouldTakeWhatARowSaysOfWhatItNames(String rule) {
        assertEquals("TST-001", load(rule).id());
    }

    @Test
    void shouldSayWhichRegistersARuleAsks() {
        Rule rule = load("kind: occurrence; subject: signIn.user; when: { allOf: ["
                + "{ field: signIn.user, in: { register: leavers.user } },"
                + " { not: { field: signIn.user, in: { register: breakGlass.account } } }] }");

        assertEquals(List.of("breakGlass", "leavers"), List.copyOf(new CompiledRule(rule, List.of()).registersAsked()));
    }
}
