package io.dspt.monitor.core.simulation;

import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.LawfulBasis;
import io.dspt.monitor.core.finding.Disposition;
import io.dspt.monitor.core.finding.FindingId;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.RegisterTransfer;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.register.RegisterDefinitions;
import io.dspt.monitor.core.simulation.Arrival.Exempted;
import io.dspt.monitor.core.simulation.Arrival.RegisterLoaded;
import io.dspt.monitor.core.simulation.Arrival.Revoked;
import java.security.KeyPair;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people decide in the simulation, as records of its log. */
final class SimulatedControls {
    static final String ESTATE = "simulated";
    static final KeyPair KEYS = SimulatedKeys.pair();

    private static final RegisterDefinitions REGISTERS = SimulatedRules.registers();
    private static final Map<String, List<LogRecord>> RULE_SETS = new HashMap<>();

    private SimulatedControls() {}

    static LogRecord opening() {
        return signed(new ControlRecord.LogOpened(LogMode.LIVE, null, null));
    }

    static LogRecord checkpoint(String name) {
        return signed(new ControlRecord.Checkpoint(name));
    }

    static List<LogRecord> rules(boolean strict, boolean withKeys) {
        return RULE_SETS.computeIfAbsent(
                strict + " " + withKeys,
                key -> signed(RuleSetTransfer.chunks(SimulatedRules.bundle(strict, withKeys))));
    }

    static List<LogRecord> load(RegisterLoaded load) {
        RegisterDefinition register = REGISTERS.find(load.register()).orElseThrow();
        return signed(RegisterTransfer.parts(
                "load-" + load.number(),
                load.register(),
                load.replaceAll(),
                load.put().stream().map(register::row).toList(),
                load.removed()));
    }

    static LogRecord exempt(Exempted exempted) {
        Instant from = exempted.arrivedAt().truncatedTo(ChronoUnit.MINUTES);
        LocalDate day = Exemption.day(from);
        return signed(new ControlRecord.ExemptionApproved(new Exemption(
                exempted.id(),
                "Ola Penn",
                "Ola Penn",
                "Mo Reed",
                new LawfulBasis(LawfulBasis.Article6.E, false, null, null),
                "a migration",
                new ExemptionScope(
                        List.of(SimulatedRules.SKU),
                        null,
                        new ExemptionScope.Subject.Exact(SimulatedEvent.storeId(exempted.store()))),
                "nightly copies",
                day,
                day,
                from,
                exempted.until())));
    }

    static LogRecord revoke(Revoked revoked) {
        return signed(
                new ControlRecord.ExemptionRevoked(revoked.id(), "Mo Reed", "no longer needed", revoked.arrivedAt()));
    }

    static LogRecord acknowledge(FindingId finding, Instant at) {
        return signed(ControlRecord.FindingAct.acknowledge(finding, "Mo Reed", at));
    }

    static LogRecord dispose(FindingId finding, Instant at) {
        return signed(
                ControlRecord.FindingAct.dispose(finding, Disposition.ACCEPTED, "Mo Reed", "we answer for it", at));
    }

    private static List<LogRecord> signed(List<? extends ControlRecord> records) {
        return records.stream().map(SimulatedControls::signed).toList();
    }

    private static LogRecord signed(ControlRecord record) {
        return TrustedKeys.sign(ESTATE, record, KEYS);
    }
}
