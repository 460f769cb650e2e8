package io.dspt.monitor.core.simulation;

import io.dspt.monitor.core.simulation.Arrival.Happened;
import io.dspt.monitor.core.simulation.Arrival.RegisterLoaded;
import io.dspt.monitor.core.simulation.SimulatedEvent.SignedIn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The part of the oracle that answers from registers, as their loads stand in the log. */
final class RegisterOracle {
    private final List<Arrival> arrivals;

    RegisterOracle(List<Arrival> arrivals) {
        this.arrivals = arrivals;
    }

    /** A register as it is after the first loads of the log. */
    private Map<String, Map<String, String>> register(String name, int before) {
        Map<String, Map<String, String>> rows = new TreeMap<>();
        for (Arrival arrival : arrivals.subList(0, before)) {
            if (arrival instanceof RegisterLoaded load && load.register().equals(name)) {
                if (load.replaceAll()) {
                    rows.clear();
                }
                load.removed().forEach(rows::remove);
                load.put()
                        .forEach(row -> rows.put(row.get(name.equals(SimulatedRules.REVIEWS) ? "name" : "user"), row));
            }
        }
        return rows;
    }

    /** What is looked through every hour, by subject. */
    Map<String, Expectation> reviews() {
        Map<String, Expectation> expected = new TreeMap<>();
        Map<String, Boolean> overdueOnce = new TreeMap<>();
        for (Arrival arrival : arrivals) {
            if (arrival instanceof RegisterLoaded load && load.register().equals(SimulatedRules.REVIEWS)) {
                load.put()
                        .forEach(row -> overdueOnce.merge(
                                row.get("name"), "yes".equals(row.get("overdue")), Boolean::logicalOr));
            }
        }
        Map<String, Map<String, String>> rows = register(SimulatedRules.REVIEWS, arrivals.size());
        // The last run was at the last full hour.
        String today = arrivals.get(arrivals.size() - 1)
                .arrivedAt()
                .truncatedTo(ChronoUnit.HOURS)
                .toString()
                .substring(0, 10);
        overdueOnce.forEach((name, overdue) -> {
            Map<String, String> row = rows.getOrDefault(name, Map.of());
            boolean stands = "yes".equals(row.get("overdue"))
                    || row.getOrDefault("dueOn", today).compareTo(today) < 0;
            expected.put(name, new Expectation(stands, overdue ? true : null, null, null));
        });
        return expected;
    }

    /** Whose sign-in a row was in force for when it happened, by what the register held when it was told. */
    Map<String, Expectation> watched() {
        Map<String, Expectation> expected = new TreeMap<>();
        Map<String, Set<SimulatedEvent>> byUser = new TreeMap<>();
        for (int place = 0; place < arrivals.size(); place++) {
            if (arrivals.get(place) instanceof Happened happened
                    && happened.event() instanceof SignedIn signIn
                    && signIn.errorCode() == 0) {
                String user = SimulatedEvent.principal(signIn.user());
                Map<String, String> row =
                        register(SimulatedRules.WATCH_LIST, place).get(user);
                if (row != null && isInForce(row, signIn.at())) {
                    byUser.computeIfAbsent(user, u -> new HashSet<>()).add(signIn);
                }
            }
        }
        byUser.forEach((user, signIns) -> expected.put(
                user,
                new Expectation(
                        true,
                        true,
                        (long) signIns.size(),
                        signIns.stream()
                                .map(SimulatedEvent::at)
                                .min(Comparator.naturalOrder())
                                .orElseThrow())));
        return expected;
    }

    /** From its beginning on, and before its end. */
    static boolean isInForce(Map<String, String> row, Instant at) {
        String from = row.get("from");
        String until = row.get("until");
        return (from == null || !at.isBefore(Instant.parse(from)))
                && (until == null || at.isBefore(Instant.parse(until)));
    }
}
