package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.azure.EnvelopeSlicer;
import io.dspt.monitor.core.azure.SlicedElement;
import io.dspt.monitor.ingest.files.InputTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bundled day laid out over the third quarter of 2026: all of it on the first day, on every other day what chance,
 * which follows from a seed, picks of it; sign-ins every twenty minutes and changes of passwords every four hours, so
 * that a source that is silent can be told from one that has nothing to say. The clinical and platform subscriptions
 * belong to one organisation, the laboratories' to another.
 */
final class ThreeMonths {
    /** Runs clinical and platform subscriptions. */
    static final String TRUST = "RZZ99";
    /** Runs the subscription of the laboratories. */
    static final String LABORATORIES = "RZZ98";

    static final LocalDate FIRST = LocalDate.of(2026, 7, 1);
    static final LocalDate LAST = LocalDate.of(2026, 9, 30);
    /** Sign-ins fall silent; half an hour would be none. */
    static final Instant SILENT_FROM = Instant.parse("2026-08-12T10:00:00Z");

    static final Instant SILENT_UNTIL = Instant.parse("2026-08-12T11:00:00Z");

    private static final LocalDate BUNDLED = LocalDate.of(2026, 3, 10);
    /** One of the day's records has a time that is none, and stays out. */
    private static final Pattern TIME = Pattern.compile("2026-03-10[T ]((?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d)");

    private static final Pattern CORRELATION = Pattern.compile("\"correlationId\": ?\"([^\"]+)\"");
    private static final Pattern SIGN_IN =
            Pattern.compile("\"category\": ?\"SignInLogs\"(?s:.*)MFA requirement satisfied by claim in the token");
    private static final Pattern PASSWORD = Pattern.compile("\"operationName\": ?\"Change user password\"");
    private static final DateTimeFormatter AMERICAN = DateTimeFormatter.ofPattern("M/d/yyyy", Locale.ROOT);
    private static final DateTimeFormatter AMERICAN_PADDED = DateTimeFormatter.ofPattern("MM/dd/yyyy", Locale.ROOT);
    private static final int PERCENT_OF_A_DAY = 8;

    /** One element of the bundled day. */
    private record Picked(LocalTime at, String json) {
        String on(LocalDate day) {
            return json.replace(BUNDLED.toString(), day.toString())
                    .replace(BUNDLED.format(AMERICAN_PADDED), day.format(AMERICAN_PADDED))
                    .replace(BUNDLED.format(AMERICAN), day.format(AMERICAN));
        }

        /** The same at another time: what is dated within the hour is moved along. */
        Picked at(LocalTime other) {
            Duration by = Duration.between(at, other);
            StringBuilder moved = new StringBuilder();
            Matcher times = TIME.matcher(json);
            while (times.find()) {
                LocalTime time = LocalTime.parse(times.group(1)).plus(by);
                times.appendReplacement(
                        moved,
                        Matcher.quoteReplacement(
                                times.group().substring(0, 11) + time.format(DateTimeFormatter.ISO_LOCAL_TIME)));
            }
            return new Picked(other, times.appendTail(moved).toString());
        }
    }

    private final long seed;
    private final List<Picked> bundled;

    private ThreeMonths(long seed) throws IOException {
        this.seed = seed;
        this.bundled = bundled();
    }

    /**
     * Writes a file for each day, which in the order of their names are the log.
     *
     * @param seed what chance follows from
     */
    static void write(Path folder, long seed) throws IOException {
        write(folder, seed, FIRST, LAST);
    }

    /** The same of some days only, the first and the last among them. */
    static void write(Path folder, long seed, LocalDate first, LocalDate last) throws IOException {
        ThreeMonths months = new ThreeMonths(seed);
        Files.createDirectories(folder);
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            Files.writeString(folder.resolve(day + ".jsonl"), String.join("\n", months.of(day)) + "\n");
        }
    }

    /** Rows of the register {@code organisations}. */
    static String organisations() {
        return String.join(
                "\n",
                "odsCode,name,category,role,scopeType,scope,from",
                TRUST + ",Northmoor University Hospitals NHS Foundation Trust,NHS Trust,operator,estate,*,2026-01-01",
                LABORATORIES
                        + ",Northmoor Pathology Partnership,NHS Trust,operator,subscription,"
                        + "41fd9994-9707-4e3b-9bde-b05f7e9d4eb0,2026-01-01",
                "");
    }

    private List<String> of(LocalDate day) {
        List<Picked> picked = new ArrayList<>(bundled.stream()
                .filter(one -> day.equals(FIRST) || isPicked(one, day))
                .toList());
        Picked signIn = first(SIGN_IN);
        for (LocalTime at = LocalTime.of(0, 10, 7); ; at = at.plusMinutes(20)) {
            Instant moment = day.atTime(at).toInstant(ZoneOffset.UTC);
            if (moment.isBefore(SILENT_FROM) || !moment.isBefore(SILENT_UNTIL)) {
                picked.add(signIn.at(at));
            }
            if (at.getHour() == 23 && at.getMinute() >= 40) {
                break;
            }
        }
        Picked password = first(PASSWORD);
        for (int hour = 2; hour < 24; hour += 4) {
            picked.add(password.at(LocalTime.of(hour, 1, 3)));
        }
        picked.removeIf(one -> isSilenced(one, day));
        picked.sort(Comparator.comparing(Picked::at));
        return picked.stream().map(one -> one.on(day)).toList();
    }

    private static boolean isSilenced(Picked one, LocalDate day) {
        Instant moment = day.atTime(one.at()).toInstant(ZoneOffset.UTC);
        return one.json().contains("SignInLogs") && !moment.isBefore(SILENT_FROM) && moment.isBefore(SILENT_UNTIL);
    }

    /** What belongs together is picked together. */
    private boolean isPicked(Picked one, LocalDate day) {
        Matcher correlation = CORRELATION.matcher(one.json());
        String together = correlation.find() ? correlation.group(1) : one.json();
        long chance = (seed * 31 + together.hashCode()) * 1_000_003L + day.toEpochDay() * 7_919L;
        // Scrambled, so that neighbouring days pick other elements.
        chance ^= chance >>> 31;
        chance *= 0x9E3779B97F4A7C15L;
        return Math.floorMod(chance >>> 17, 100L) < PERCENT_OF_A_DAY;
    }

    private Picked first(Pattern pattern) {
        return bundled.stream()
                .filter(one -> pattern.matcher(one.json()).find())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the bundled day has nothing like " + pattern));
    }

    private static List<Picked> bundled() throws IOException {
        List<Picked> elements = new ArrayList<>();
        for (InputTree.Entry entry : BundledDay.files()) {
            try (InputStream in = ((InputTree.Found) entry).file().opener().open()) {
                EnvelopeSlicer.slice(in, element -> {
                    if (element instanceof SlicedElement.Element whole) {
                        String json = new String(whole.bytes(), StandardCharsets.UTF_8).replaceAll("[\\r\\n]+\\s*", "");
                        Matcher time = TIME.matcher(json);
                        if (time.find()) {
                            elements.add(new Picked(LocalTime.parse(time.group(1)), json));
                        }
                    }
                });
            }
        }
        return List.copyOf(elements);
    }
}
