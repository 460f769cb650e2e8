package io.dspt.monitor.core.simulation;

import io.dspt.monitor.core.simulation.Arrival.Acted;
import io.dspt.monitor.core.simulation.Arrival.Exempted;
import io.dspt.monitor.core.simulation.Arrival.Happened;
import io.dspt.monitor.core.simulation.Arrival.RegisterLoaded;
import io.dspt.monitor.core.simulation.Arrival.Revoked;
import io.dspt.monitor.core.simulation.Arrival.RulesChanged;
import io.dspt.monitor.core.simulation.Arrival.SnapshotTaken;
import io.dspt.monitor.core.simulation.Arrival.Ticked;
import io.dspt.monitor.core.simulation.SimulatedEvent.BlobRead;
import io.dspt.monitor.core.simulation.SimulatedEvent.KeyDeleted;
import io.dspt.monitor.core.simulation.SimulatedEvent.KeyRecovered;
import io.dspt.monitor.core.simulation.SimulatedEvent.PolicyChanged;
import io.dspt.monitor.core.simulation.SimulatedEvent.RoleActivated;
import io.dspt.monitor.core.simulation.SimulatedEvent.RoleEnded;
import io.dspt.monitor.core.simulation.SimulatedEvent.SecretRead;
import io.dspt.monitor.core.simulation.SimulatedEvent.SignedIn;
import io.dspt.monitor.core.simulation.SimulatedEvent.StoreDeleted;
import io.dspt.monitor.core.simulation.SimulatedEvent.StoreWritten;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** What happens in one simulated estate, and the order in which its log learns of it; all of it follows from the seed. */
final class SimulatedHistory {
    static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

    /** How many storage accounts there are. */
    static final int STORES = 3;

    private static final List<String> REGIONS = List.of("uksouth", "ukwest", "westeurope");
    private static final List<String> SKUS = List.of("Standard_ZRS", "Standard_GRS");

    /** Snapshots follow from the seed by themselves, so that everything else is as it would be without them. */
    private static final long SNAPSHOTS = 0x5EEDL;

    private final SplittableRandom random;
    private final List<SimulatedEvent> events = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final boolean[] storeStands = new boolean[STORES];
    private long number;

    private SimulatedHistory(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The arrivals of a seed. */
    static List<Arrival> of(long seed) {
        SimulatedHistory history = new SimulatedHistory(seed);
        history.happen();
        history.arrive();
        history.takeSnapshots(new SplittableRandom(seed ^ SNAPSHOTS));
        history.end();
        return history.arrivals;
    }

    /** The truth, in the order of its times; no two events share one. */
    private void happen() {
        int count = 10 + random.nextInt(70);
        Instant at = BEGIN.plus(Duration.ofHours(1));
        for (int i = 0; i < count; i++) {
            at = at.plusMillis(1 + random.nextInt(random.nextInt(4) == 0 ? 7_200_000 : 300_000));
            number++;
            SimulatedEvent event = next(at);
            events.add(event);
            if (event instanceof SignedIn signIn && signIn.errorCode() != 0 && random.nextBoolean()) {
                at = guesses(signIn);
            }
            if (event instanceof BlobRead read && random.nextInt(3) == 0) {
                at = burst(read);
            }
        }
    }

    /** More reads of the same kind, some of them one too few, some of them just too slow. */
    private Instant burst(BlobRead first) {
        Instant at = first.at();
        boolean even = random.nextInt(3) == 0; // The last then comes just when the first is no longer counted.
        for (int i = random.nextInt(5); i > 0; i--) {
            at = at.plusSeconds(
                    even
                            ? SimulatedRules.READS_WITHIN_MINUTES * 60 / (SimulatedRules.READS - 1)
                            : 100 + random.nextInt(200));
            events.add(new BlobRead(++number, at, first.store(), first.caller(), 1_000));
        }
        return at;
    }

    /** Somebody tries on, and perhaps gets in. */
    private Instant guesses(SignedIn first) {
        Instant at = first.at();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            at = at.plusSeconds(60 + random.nextInt(480));
            int errorCode = i == 1 && random.nextInt(3) > 0 ? 0 : 50126;
            events.add(new SignedIn(++number, at, first.user(), errorCode, false));
        }
        return at;
    }

    private SimulatedEvent next(Instant at) {
        int user = random.nextInt(2) + 10;
        return switch (random.nextInt(13)) {
            case 0, 1, 2 -> store(at);
            case 3 -> new KeyDeleted(number, at, random.nextInt(2));
            case 4 -> new KeyRecovered(number, at, random.nextInt(2));
            case 5 -> new SignedIn(number, at, user, 0, random.nextBoolean());
            case 6 -> new SignedIn(number, at, user, random.nextInt(3) == 0 ? 0 : 50126, false);
            case 7 -> new RoleActivated(number, at, user);
            case 8 -> new RoleEnded(number, at, user);
            case 9, 10 -> new BlobRead(number, at, random.nextInt(2), user, 1_000);
            case 11 -> new PolicyChanged(number, at, random.nextInt(2), random.nextBoolean(), random.nextBoolean());
            default -> new SecretRead(number, at, random.nextInt(2), random.nextInt(4) + 10);
        };
    }

    private SimulatedEvent store(Instant at) {
        int store = random.nextInt(storeStands.length);
        if (!storeStands[store]) {
            storeStands[store] = true;
            return new StoreWritten(number, at, store, region(), sku(), true);
        }
        return switch (random.nextInt(6)) {
            case 0 -> {
                storeStands[store] = false;
                yield new StoreDeleted(number, at, store);
            }
            case 1 -> new StoreWritten(number, at, store, null, null, false);
            case 2, 3 -> new StoreWritten(number, at, store, null, sku(), true);
            default -> new StoreWritten(number, at, store, region(), sku(), true);
        };
    }

    private String region() {
        return REGIONS.get(random.nextInt(REGIONS.size()));
    }

    private String sku() {
        return SKUS.get(random.nextInt(SKUS.size()));
    }

    /** Most soon, some late, a few very late; some twice; ticks and rule changes between. */
    private void arrive() {
        for (SimulatedEvent event : events) {
            if (random.nextInt(20) == 0) {
                Duration ahead = SimulatedRules.BELIEVED_AHEAD.plusMillis(1 + random.nextInt(7_200_000));
                arrivals.add(new Happened(event.at(), event, ahead));
                continue;
            }
            boolean early = random.nextInt(12) == 0;
            Instant arrivedAt = early
                    ? event.at().minus(SimulatedRules.BELIEVED_AHEAD)
                    : event.at().plus(delay());
            arrivals.add(new Happened(arrivedAt, event));
            if (random.nextInt(6) == 0) {
                arrivals.add(new Happened(arrivedAt.plus(delay()), event));
            }
            if (random.nextInt(4) == 0) {
                arrivals.add(new Ticked(arrivedAt.plus(delay())));
            }
            if (random.nextInt(12) == 0) {
                exempt(arrivedAt.plus(delay()));
            }
            if (random.nextInt(10) == 0) {
                arrivals.add(
                        random.nextBoolean() ? reviews(arrivedAt.plus(delay())) : watchList(arrivedAt.plus(delay())));
            }
            if (random.nextInt(10) == 0) {
                arrivals.add(act(arrivedAt.plus(delay())));
            }
            if (random.nextInt(40) == 0) {
                arrivals.add(new RulesChanged(arrivedAt.plus(delay()), random.nextBoolean(), random.nextInt(3) > 0));
            }
        }
        arrivals.sort(Comparator.comparing(Arrival::arrivedAt));
    }

    /** Every other log has some; they arrive soon, or long after they were taken. */
    private void takeSnapshots(SplittableRandom own) {
        if (own.nextBoolean()) {
            return;
        }
        for (SimulatedSnapshot snapshot : SimulatedSnapshot.between(events, own)) {
            Duration delay = Duration.ofSeconds(own.nextInt(own.nextInt(4) == 0 ? 20_000 : 600));
            arrivals.add(new SnapshotTaken(snapshot.takenAt().plus(delay), snapshot));
        }
        arrivals.sort(Comparator.comparing(Arrival::arrivedAt));
    }

    private RegisterLoaded reviews(Instant at) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (int review = 0; review < 4; review++) {
            String name = "r" + review;
            switch (random.nextInt(5)) {
                case 0 -> rows.add(Map.of("name", name, "overdue", "yes"));
                case 1 -> rows.add(Map.of("name", name, "overdue", "no"));
                case 2 -> rows.add(Map.of("name", name, "dueOn", day(at.plus(Duration.ofDays(random.nextInt(3) - 1)))));
                case 3 -> removed.add(name);
                default -> {
                    // Not named in this load.
                }
            }
        }
        boolean replaceAll = random.nextInt(3) == 0;
        return new RegisterLoaded(
                at, ++number, SimulatedRules.REVIEWS, replaceAll, rows, replaceAll ? List.of() : removed);
    }

    private RegisterLoaded watchList(Instant at) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int user = 10; user < 12; user++) {
            Instant from = at.plusSeconds(random.nextInt(40_000) - 20_000);
            Instant until = from.plusSeconds(1 + random.nextInt(20_000));
            String id = SimulatedEvent.principal(user);
            switch (random.nextInt(4)) {
                case 0 -> rows.add(Map.of("user", id));
                case 1 -> rows.add(Map.of("user", id, "from", from.toString()));
                case 2 -> rows.add(Map.of("user", id, "from", from.toString(), "until", until.toString()));
                default -> {
                    // Not named in this load.
                }
            }
        }
        return new RegisterLoaded(at, ++number, SimulatedRules.WATCH_LIST, random.nextBoolean(), rows, List.of());
    }

    /** Days are those of London, which are those of UTC in early March. */
    private static String day(Instant at) {
        return at.toString().substring(0, 10);
    }

    private Acted act(Instant at) {
        String subject = SimulatedEvent.storeId(random.nextInt(storeStands.length));
        String rule = SimulatedRules.SKU;
        switch (random.nextInt(3)) {
            case 0 -> {
                rule = SimulatedRules.KEY_DELETED;
                subject = SimulatedEvent.keySubject(random.nextInt(2));
            }
            case 1 -> {
                rule = SimulatedRules.POLICY;
                subject = SimulatedEvent.policyId(random.nextInt(2));
            }
            default -> {
                // The store it is.
            }
        }
        return new Acted(at, rule, subject.toLowerCase(Locale.ROOT), random.nextInt(3) > 0);
    }

    private void exempt(Instant at) {
        String id = "EX-" + ++number;
        Instant until = at.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1 + random.nextInt(900)));
        arrivals.add(new Exempted(at, id, random.nextInt(storeStands.length), until));
        Instant revoked = at.plusSeconds(1 + random.nextInt(30_000));
        if (revoked.isBefore(until)) {
            arrivals.add(new Revoked(revoked, id));
        }
    }

    private Duration delay() {
        return switch (random.nextInt(10)) {
            case 0 -> Duration.ofSeconds(random.nextInt(6 * 3600));
            case 1, 2 -> Duration.ofSeconds(random.nextInt(1800));
            default -> Duration.ofMillis(random.nextInt(60_000));
        };
    }

    /** Sometimes the sources go on speaking for long enough that everything is decided, sometimes they fall silent. */
    private void end() {
        Instant last = arrivals.get(arrivals.size() - 1).arrivedAt();
        if (random.nextInt(3) > 0) {
            Instant at = last.plus(Duration.ofHours(12));
            for (SimulatedEvent event : List.of(
                    new SignedIn(++number, at, 99, 0, false),
                    new RoleEnded(++number, at.plusMillis(1), 99),
                    new BlobRead(++number, at.plusMillis(2), 9, 99, 1))) {
                arrivals.add(new Happened(event.at().plusSeconds(1), event));
            }
            last = at.plusSeconds(1);
        }
        Instant over = last.plus(Duration.ofHours(14));
        Instant soon = last.plus(Duration.ofHours(4)); // By then what waits for its source has been looked at.
        if (random.nextInt(3) == 0) {
            // The very moment at which an exemption ends.
            for (Arrival arrival : List.copyOf(arrivals)) {
                if (arrival instanceof Exempted exempted
                        && exempted.until().isAfter(soon)
                        && exempted.until().isBefore(over)) {
                    over = exempted.until();
                }
            }
        }
        for (Instant at = last.plus(Duration.ofHours(1)); at.isBefore(over); at = at.plus(Duration.ofHours(1))) {
            arrivals.add(new Ticked(at));
        }
        arrivals.add(new Ticked(over));
    }
}
