package io.dspt.monitor.core.ledger;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A report that was handed over: what it is about, and by which hashes its files can be told again.
 *
 * @param month it speaks of
 * @param organisation ODS code of the organisation it is about; {@code null} for all
 * @param revision 1 for the first of this month and organisation
 * @param state whether it is meant to be relied on
 * @param files SHA-256 of each file in hex, by name
 */
public record FiledReport(
        YearMonth month, @Nullable String organisation, int revision, State state, SortedMap<String, String> files) {

    /** Most files of one report. */
    public static final int MOST_FILES = 100;

    private static final Pattern ODS_CODE = Pattern.compile("[A-Z0-9]{3,10}");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** Whether a report is meant to be relied on. */
    public enum State {
        DRAFT,
        FINAL;

        /** As written: lower case. */
        public String written() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public FiledReport {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        if (organisation != null && !ODS_CODE.matcher(organisation).matches()) {
            throw new IllegalArgumentException("organisation: '" + organisation + "' is no ODS code");
        }
        if (revision < 1) {
            throw new IllegalArgumentException("revision: begins at 1");
        }
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw new IllegalArgumentException("files: a report has between 1 and " + MOST_FILES);
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (!FILE_NAME.matcher(file.getKey()).matches()) {
                throw new IllegalArgumentException("files: '" + file.getKey() + "' is no name of a file");
            }
            if (!SHA_256.matcher(file.getValue()).matches()) {
                throw new IllegalArgumentException("files: " + file.getKey() + " has no SHA-256 in hex");
            }
        }
    }

    /** Writes it behind what stands there already. */
    public void write(Encoder encoder) {
        encoder.text(month.toString())
                .textOrNull(organisation)
                .whole(revision)
                .text(state.name())
                .whole(files.size());
        files.forEach((name, hash) -> encoder.text(name).text(hash));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it is no report
     */
    public static FiledReport read(Decoder decoder) {
        YearMonth month;
        String written = decoder.text();
        try {
            month = YearMonth.parse(written);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("month: '" + written + "' is none", e);
        }
        String organisation = decoder.textOrNull();
        int revision = (int) decoder.whole();
        State state = State.valueOf(decoder.text());
        SortedMap<String, String> files = new TreeMap<>();
        for (int i = decoder.count(); i > 0; i--) {
            files.put(decoder.text(), decoder.text());
        }
        return new FiledReport(month, organisation, revision, state, files);
    }
}
