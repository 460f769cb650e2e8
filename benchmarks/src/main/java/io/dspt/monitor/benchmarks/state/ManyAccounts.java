package io.dspt.monitor.benchmarks.state;

import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import io.dspt.monitor.benchmarks.records.AccountWrite;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingId;
import io.dspt.monitor.core.fold.InMemoryStore;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.StateKeys;
import io.dspt.monitor.core.fold.StepResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Rows of any number of storage accounts, as the fold writes them when it sees each account written once. The fold takes one
 * such record; the rows of all other accounts are copies of what it wrote, in which everything that tells accounts apart is
 * that of the other account: its name, the record's identity and hash, the finding's id. That is a hundred times as quick, and
 * the same to the byte: another account is taken through the fold, too, and compared.
 */
public final class ManyAccounts {
    private static final int SAMPLE = 7_310_542;
    private static final int COMPARED = 2_648_193;
    /** In names and in the origin of records; so many digits come together by chance in no hash of the sample. */
    private static final String DIGITS = "%08d";

    private static final String NAME = "stmany" + DIGITS;
    private static final Instant AT = GeneratedRecords.FIRST;

    private final EstateFold fold;
    private final String region;
    private final List<FindingName> findings = new ArrayList<>();
    private final List<Stamp> stamps = new ArrayList<>();

    /**
     * What a finding's names are made of, besides estate and account.
     *
     * @param facts that it was seen with, encoded
     */
    private record FindingName(String rule, long episode, Form facts) {}

    /** A row of the sample, and where it differs from account to account. */
    private record Stamp(Form key, Form value) {}

    /** Bytes with places that others fill: {@code places[i]} is where, {@code marks[i]} with what. */
    private record Form(byte[] bytes, int[] places, int[] marks) {

        static Form of(byte[] bytes, List<byte[]> marks) {
            List<int[]> found = new ArrayList<>();
            for (int mark = 0; mark < marks.size(); mark++) {
                byte[] wanted = marks.get(mark);
                for (int at = 0; at + wanted.length <= bytes.length; at++) {
                    if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                        found.add(new int[] {at, mark});
                    }
                }
            }
            return new Form(
                    bytes,
                    found.stream().mapToInt(place -> place[0]).toArray(),
                    found.stream().mapToInt(place -> place[1]).toArray());
        }

        byte[] filled(List<byte[]> with) {
            byte[] copy = bytes.clone();
            for (int i = 0; i < places.length; i++) {
                byte[] mark = with.get(marks[i]);
                System.arraycopy(mark, 0, copy, places[i], mark.length);
            }
            return copy;
        }
    }

    /**
     * Accounts of an estate.
     *
     * @param broken whether each has an open finding, because it lies in a forbidden region
     */
    public ManyAccounts(EstateFold fold, boolean broken) {
        this.fold = fold;
        this.region = broken ? AccountWrite.FORBIDDEN_REGION : AccountWrite.PERMITTED_REGION;
        fold.forgetWhatItRemembers();
        StepResult sample = fold.step(SAMPLE, written(SAMPLE, region, AT), fold.opened());
        for (Output output : sample.outputs()) {
            if (output instanceof Output.FindingState state) {
                Finding finding = state.finding();
                byte[] facts = new Encoder(1).facts(finding.latest().facts()).toBytes();
                findings.add(new FindingName(
                        finding.rule().id(), finding.episode(), Form.of(facts, List.of(digits(SAMPLE)))));
            }
        }
        if (findings.size() != (broken ? 1 : 0)) {
            throw new MeasurementFailedException("an account in " + region + " breaks " + findings);
        }
        List<byte[]> marks = marks(SAMPLE);
        sample.writes().forEach((key, row) -> {
            if (row != null && !StateKeys.isPerRecord(key)) {
                stamps.add(new Stamp(Form.of(key, marks), Form.of(row, marks)));
            }
        });
        compare();
    }

    /** The write of an account, by its number. */
    public static byte[] written(long number, String region, Instant at) {
        return AccountWrite.record(name(number), region, at);
    }

    /** The id of an account in Azure. */
    public static String id(long number) {
        return AccountWrite.id(name(number));
    }

    /** How many rows each account has. */
    public int rowsEach() {
        return stamps.size();
    }

    /** Gives the rows of an account. */
    public void rows(long number, BiConsumer<byte[], byte[]> to) {
        List<byte[]> marks = marks(number);
        for (Stamp stamp : stamps) {
            to.accept(stamp.key().filled(marks), stamp.value().filled(marks));
        }
    }

    /** The row in which an estate counts its findings, when so many are open and no others are there. */
    public Map.Entry<byte[], byte[]> tally(long open) {
        byte[] key = (fold.estate() + "\0C\0findings").getBytes(StandardCharsets.UTF_8);
        if (!StateKeys.isPerRecord(key)) {
            throw new MeasurementFailedException("the estate's counts lie elsewhere now");
        }
        return Map.entry(key, new Encoder(1).whole(1).text("open").fixed(open).toBytes());
    }

    private void compare() {
        InMemoryStore state = fold.opened();
        fold.forgetWhatItRemembers();
        StepResult real = fold.step(COMPARED, written(COMPARED, region, AT), state);
        fold.forgetWhatItRemembers();
        List<Map.Entry<byte[], byte[]>> expected = new ArrayList<>();
        real.writes().forEach((key, row) -> {
            if (row != null && !StateKeys.isPerRecord(key)) {
                expected.add(Map.entry(key, row));
            }
        });
        List<Map.Entry<byte[], byte[]>> copied = new ArrayList<>();
        rows(COMPARED, (key, row) -> copied.add(Map.entry(key, row)));
        // The order is that of the sample's keys, which is another when ids decide it.
        copied.sort((one, other) -> Arrays.compareUnsigned(one.getKey(), other.getKey()));
        boolean same = expected.size() == copied.size();
        for (int i = 0; same && i < expected.size(); i++) {
            same = Arrays.equals(expected.get(i).getKey(), copied.get(i).getKey())
                    && Arrays.equals(expected.get(i).getValue(), copied.get(i).getValue());
        }
        if (!same) {
            throw new MeasurementFailedException("the rows of an account are not what the fold writes");
        }
        if (!findings.isEmpty()) {
            byte[] counted = real.writes().get(tally(1).getKey());
            if (!Arrays.equals(counted, tally(1).getValue())) {
                throw new MeasurementFailedException("the estate counts its findings otherwise");
            }
        }
    }

    /** Everything that tells an account's rows from those of others, each as long as the sample's. */
    private List<byte[]> marks(long number) {
        byte[] record = written(number, region, AT);
        if (!(fold.reader().read(record) instanceof ReadResult.Parsed parsed)) {
            throw new MeasurementFailedException("the write of an account cannot be read");
        }
        List<String> marks = new ArrayList<>();
        marks.add(parsed.event().header().identity());
        marks.add(Sha256.hex(record));
        for (FindingName finding : findings) {
            marks.add(
                    FindingId.of(fold.estate(), finding.rule(), id(number).toLowerCase(Locale.ROOT), finding.episode())
                            .value());
            marks.add(Sha256.hex(finding.facts().filled(List.of(digits(number)))));
        }
        List<byte[]> bytes = new ArrayList<>();
        bytes.add(digits(number));
        marks.forEach(mark -> bytes.add(mark.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    private static byte[] digits(long number) {
        return String.format(Locale.ROOT, DIGITS, number).getBytes(StandardCharsets.UTF_8);
    }

    private static String name(long number) {
        return String.format(Locale.ROOT, NAME, number);
    }
}
