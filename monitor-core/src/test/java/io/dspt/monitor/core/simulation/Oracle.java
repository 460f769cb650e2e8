package io.dspt.monitor.core.simulation;

import io.dspt.monitor.core.simulation.Arrival.Exempted;
import io.dspt.monitor.core.simulation.Arrival.Happened;
import io.dspt.monitor.core.simulation.Arrival.Revoked;
import io.dspt.monitor.core.simulation.Arrival.RulesChanged;
import io.dspt.monitor.core.simulation.SimulatedEvent.BlobRead;
import io.dspt.monitor.core.simulation.SimulatedEvent.KeyDeleted;
import io.dspt.monitor.core.simulation.SimulatedEvent.KeyRecovered;
import io.dspt.monitor.core.simulation.SimulatedEvent.PolicyChanged;
import io.dspt.monitor.core.simulation.SimulatedEvent.RoleActivated;
import io.dspt.monitor.core.simulation.SimulatedEvent.RoleEnded;
import io.dspt.monitor.core.simulation.SimulatedEvent.SecretRead;
import io.dspt.monitor.core.simulation.SimulatedEvent.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says naively what must have come of a log: it lays out everything that happened in the order of its times, once, and
 * reads off the answer. It shares no code with the fold.
 */
final class Oracle {
    private final List<SimulatedEvent> told;
    private final boolean strict;
    private final boolean withKeys;
    private final boolean rulesChanged;
    private final Instant end;
    private final List<Arrival> arrivals;
    private final List<Disposal> disposals;
    /** Where in the log each event first stands. */
    private final Map<Long, Integer> toldAt = new HashMap<>();
    /** Events whose records tell a time that is not believed. */
    private final Set<Long> notBelieved = new HashSet<>();

    private final Map<String, Map<String, Expectation>> expected = new TreeMap<>();

    /**
     * Everything that stood of a rule and a subject was disposed of.
     *
     * @param place where in the log
     */
    record Disposal(int place, Instant at, String rule, String subject) {}

    private Oracle(List<Arrival> arrivals, List<Disposal> disposals) {
        this.arrivals = arrivals;
        this.disposals = disposals;
        Set<Long> seen = new HashSet<>();
        told = new ArrayList<>();
        boolean finalStrict = true;
        boolean finalKeys = true;
        boolean changed = false;
        for (int place = 0; place < arrivals.size(); place++) {
            Arrival arrival = arrivals.get(place);
            if (arrival instanceof Happened happened
                    && seen.add(happened.event().number())) {
                told.add(happened.event());
                toldAt.put(happened.event().number(), place);
                if (happened.claimedAhead().compareTo(SimulatedRules.BELIEVED_AHEAD) > 0) {
                    notBelieved.add(happened.event().number());
                }
            } else if (arrival instanceof RulesChanged rules) {
                finalStrict = rules.strict();
                finalKeys = rules.withKeys();
                changed = true;
            }
        }
        told.sort(Comparator.comparing(SimulatedEvent::at));
        strict = finalStrict;
        withKeys = finalKeys;
        rulesChanged = changed;
        end = arrivals.get(arrivals.size() - 1).arrivedAt();
    }

    /** What is expected, by rule and by subject in lower case. */
    static Map<String, Map<String, Expectation>> expect(List<Arrival> arrivals, List<Disposal> disposals) {
        Oracle oracle = new Oracle(arrivals, disposals);
        oracle.stores();
        oracle.keys();
        oracle.policies();
        RegisterOracle registers = new RegisterOracle(arrivals);
        oracle.expected.put(SimulatedRules.REVIEW, registers.reviews());
        oracle.expected.put(SimulatedRules.WATCHED, registers.watched());
        oracle.legacy();
        oracle.reads();
        oracle.guesses();
        oracle.roles();
        oracle.newReaders();
        return oracle.expected;
    }

    private <E extends SimulatedEvent> List<E> of(Class<E> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void expect(String rule, String subject, Expectation expectation) {
        expected.computeIfAbsent(rule, r -> new TreeMap<>())
                .put(subject.toLowerCase(java.util.Locale.ROOT), expectation);
    }

    private boolean permitted(String region) {
        return region.equals("uksouth") || (!strict && region.equals("ukwest"));
    }

    private void stores() {
        for (int store = 0; store < 3; store++) {
            @Nullable String region = null;
            @Nullable String sku = null;
            boolean there = false;
            boolean regionWasBad = false;
            boolean skuWasBad = false;
            for (StoreTimeline.Item item : StoreTimeline.of(arrivals, store)) {
                there = !item.isGone();
                region = item.isGone() ? null : item.region() == null ? region : item.region();
                sku = item.isGone() ? null : item.sku() == null ? sku : item.sku();
                regionWasBad |= region != null && !permitted(region);
                skuWasBad |= sku != null && !sku.equals("Standard_ZRS");
            }
            String subject = SimulatedEvent.storeId(store);
            boolean regionStands = there && region != null && !permitted(region);
            @Nullable Boolean skuStands = there && sku != null && !sku.equals("Standard_ZRS");
            Disposal disposal = disposal(SimulatedRules.SKU, subject);
            if (disposal != null && skuStands) {
                skuStands = foundAfter(disposal, store);
            }
            expect(
                    SimulatedRules.REGION,
                    subject,
                    new Expectation(regionStands, rulesChanged ? null : regionWasBad, null, null));
            expect(
                    SimulatedRules.SKU,
                    subject,
                    new Expectation(
                            skuStands, skuWasBad, null, null, Boolean.TRUE.equals(skuStands) ? exempt(store) : null));
        }
    }

    /** What has been disposed of stays so until a record of a later time tells of it. */
    private @Nullable Boolean foundAfter(Disposal disposal, int store) {
        StoreTimeline.@Nullable Item last = null;
        for (StoreTimeline.Item item : StoreTimeline.of(arrivals, store)) {
            if (item.isGone()) {
                continue;
            }
            if (item.at().isAfter(disposal.at()) && item.place() < disposal.place()) {
                return null;
            }
            last = item.sku() != null ? item : last;
        }
        return last != null && last.at().isAfter(disposal.at());
    }

    private boolean isToldBefore(Disposal disposal, SimulatedEvent event) {
        return toldAt.getOrDefault(event.number(), Integer.MAX_VALUE) < disposal.place();
    }

    private @Nullable Disposal disposal(String rule, String subject) {
        return disposals.stream()
                .filter(one -> one.rule().equals(rule) && one.subject().equalsIgnoreCase(subject))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /** Whether any exemption that was approved, and not revoked, still holds at the end. */
    private boolean exempt(int store) {
        return arrivals.stream()
                .filter(Exempted.class::isInstance)
                .map(Exempted.class::cast)
                .anyMatch(exempted -> exempted.store() == store
                        && end.isBefore(exempted.until())
                        && arrivals.stream()
                                .noneMatch(other -> other instanceof Revoked revoked
                                        && revoked.id().equals(exempted.id())));
    }

    private void keys() {
        for (int key = 0; key < 2; key++) {
            int number = key;
            List<SimulatedEvent> deleted = told.stream()
                    .filter(event -> event instanceof KeyDeleted one && one.key() == number)
                    .toList();
            List<SimulatedEvent> recovered = told.stream()
                    .filter(event -> event instanceof KeyRecovered one && one.key() == number)
                    .toList();
            String subject = SimulatedEvent.keySubject(key);
            if (rulesChanged) {
                // A rule that came back does not know what happened while it was away.
                expect(SimulatedRules.KEY_DELETED, subject, new Expectation(withKeys ? null : false, null, null, null));
            } else {
                happenedAndCleared(SimulatedRules.KEY_DELETED, subject, deleted, recovered);
            }
        }
    }

    private void policies() {
        for (int policy = 0; policy < 2; policy++) {
            int number = policy;
            List<PolicyChanged> changes = of(PolicyChanged.class).stream()
                    .filter(change -> change.policy() == number)
                    .toList();
            happenedAndCleared(
                    SimulatedRules.POLICY,
                    SimulatedEvent.policyId(policy),
                    changes.stream()
                            .filter(change -> change.onBefore() && !change.onAfter())
                            .toList(),
                    changes.stream().filter(PolicyChanged::onAfter).toList());
        }
    }

    /** What happens stands until it is cleared later, or disposed of. */
    private void happenedAndCleared(
            String rule,
            String subject,
            List<? extends SimulatedEvent> happened,
            List<? extends SimulatedEvent> clear) {
        Disposal disposal = disposal(rule, subject);
        List<? extends SimulatedEvent> counting = disposal == null
                ? happened
                : happened.stream()
                        .filter(event -> event.at().isAfter(disposal.at()))
                        .toList();
        boolean ambiguous = disposal != null && counting.stream().anyMatch(event -> isToldBefore(disposal, event));
        boolean stands = !counting.isEmpty()
                && (clear.isEmpty()
                        || clear.get(clear.size() - 1)
                                .at()
                                .isBefore(counting.get(counting.size() - 1).at()));
        expect(
                rule,
                subject,
                new Expectation(
                        ambiguous ? null : stands,
                        !happened.isEmpty(),
                        (long) happened.size(),
                        happened.isEmpty() ? null : happened.get(0).at()));
    }

    /** Over once the source has got past the quiet time, and the clock too. */
    private void legacy() {
        Instant progress = of(SignedIn.class).stream()
                .filter(event -> !notBelieved.contains(event.number()))
                .map(SimulatedEvent::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        Map<Integer, List<SignedIn>> byUser = new TreeMap<>();
        of(SignedIn.class).stream()
                .filter(signIn -> signIn.legacy() && signIn.errorCode() == 0)
                .forEach(signIn -> byUser.computeIfAbsent(signIn.user(), u -> new ArrayList<>())
                        .add(signIn));
        byUser.forEach((user, signIns) -> {
            Instant last = signIns.get(signIns.size() - 1).at();
            Instant over = last.plus(Duration.ofMinutes(SimulatedRules.LEGACY_QUIET_MINUTES));
            boolean stands = progress.isBefore(over) || end.isBefore(over.plus(Duration.ofHours(2)));
            // What was over when a late record came that belongs before its end stays over.
            boolean overBefore = signIns.stream()
                    .map(signIn -> signIn.at().plus(Duration.ofMinutes(SimulatedRules.LEGACY_QUIET_MINUTES)))
                    .anyMatch(earlier ->
                            earlier.isBefore(over) && !earlier.isBefore(last) && !progress.isBefore(earlier));
            expect(
                    SimulatedRules.LEGACY,
                    SimulatedEvent.principal(user),
                    new Expectation(
                            (stands && overBefore) ? null : stands,
                            true,
                            (long) signIns.size(),
                            signIns.get(0).at()));
        });
    }

    private void reads() {
        Map<String, List<BlobRead>> byKey = new LinkedHashMap<>();
        of(BlobRead.class)
                .forEach(read -> byKey.computeIfAbsent(
                                SimulatedEvent.principal(read.caller()) + " | " + SimulatedEvent.storeId(read.store())
                                        + "/blobServices/default",
                                k -> new ArrayList<>())
                        .add(read));
        byKey.forEach((key, reads) -> {
            boolean tooMany = false;
            for (int i = 0; i + SimulatedRules.READS <= reads.size(); i++) {
                Instant first = reads.get(i).at();
                Instant last = reads.get(i + SimulatedRules.READS - 1).at();
                tooMany |= last.isBefore(first.plus(Duration.ofMinutes(SimulatedRules.READS_WITHIN_MINUTES)));
            }
            expect(SimulatedRules.MANY_READS, key, new Expectation(tooMany, tooMany, null, null));
        });
    }

    private void guesses() {
        Set<Integer> users = new LinkedHashSet<>();
        of(SignedIn.class).forEach(signIn -> users.add(signIn.user()));
        for (int user : users) {
            List<SignedIn> all = of(SignedIn.class).stream()
                    .filter(signIn -> signIn.user() == user)
                    .toList();
            boolean guessed = false;
            for (SignedIn success : all) {
                if (success.errorCode() != 0) {
                    continue;
                }
                Instant from = success.at().minus(Duration.ofMinutes(SimulatedRules.GUESSED_WITHIN_MINUTES));
                long failures = all.stream()
                        .filter(failure -> failure.errorCode() == 50126
                                && failure.at().isBefore(success.at())
                                && !failure.at().isBefore(from))
                        .count();
                guessed |= failures >= SimulatedRules.FAILURES;
            }
            expect(
                    SimulatedRules.GUESSED,
                    SimulatedEvent.principal(user),
                    new Expectation(guessed, guessed, null, null));
        }
    }

    /** A role that was not ended in time; an end that comes later ends the finding, too. */
    private void roles() {
        Instant progress = told.stream()
                .filter(event -> event.category().equals("AuditLogs") && !notBelieved.contains(event.number()))
                .map(SimulatedEvent::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        Set<Integer> users = new LinkedHashSet<>();
        of(RoleActivated.class).forEach(activated -> users.add(activated.user()));
        for (int user : users) {
            boolean stands = false;
            for (RoleActivated activated : of(RoleActivated.class)) {
                if (activated.user() != user) {
                    continue;
                }
                Instant deadline = activated.at().plus(Duration.ofMinutes(SimulatedRules.ROLE_WITHIN_MINUTES));
                boolean ended = of(RoleEnded.class).stream()
                        .anyMatch(role -> role.user() == user && role.at().isAfter(activated.at()));
                boolean decided = !progress.isBefore(deadline) && !end.isBefore(deadline.plus(Duration.ofHours(2)));
                stands |= !ended && decided;
            }
            expect(SimulatedRules.NOT_ENDED, SimulatedEvent.principal(user), new Expectation(stands, null, null, null));
        }
    }

    /** Only what no order of arrival can change: with late records, when learning began is learned late. */
    private void newReaders() {
        Set<Integer> vaults = new LinkedHashSet<>();
        of(SecretRead.class).forEach(read -> vaults.add(read.vault()));
        for (int vault : vaults) {
            List<SecretRead> reads = of(SecretRead.class).stream()
                    .filter(read -> read.vault() == vault)
                    .toList();
            Instant learned = reads.get(0).at().plus(Duration.ofMinutes(SimulatedRules.LEARN_MINUTES));
            Set<Integer> callers = new LinkedHashSet<>();
            reads.forEach(read -> callers.add(read.caller()));
            for (int caller : callers) {
                boolean never = reads.stream()
                        .filter(read -> read.caller() == caller)
                        .allMatch(read -> !read.at().isAfter(learned));
                if (never) {
                    expect(
                            SimulatedRules.NEW_READER,
                            SimulatedEvent.vaultId(vault) + " | " + SimulatedEvent.principal(caller),
                            new Expectation(false, null, null, null));
                }
            }
        }
    }
}
