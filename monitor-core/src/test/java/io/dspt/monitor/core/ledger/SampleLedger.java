package io.dspt.monitor.core.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Ledgers of a fictional estate, as lines and as the file they are exported to. */
final class SampleLedger {
    static final String ESTATE = "north";

    private SampleLedger() {}

    /** A ledger of so many entries. */
    static LedgerChain of(int entries) {
        return of(ESTATE, entries, "RES-00");
    }

    /** A ledger of so many entries that say something else. */
    static LedgerChain of(String estate, int entries, String rules) {
        LedgerChain chain = new LedgerChain(LedgerHead.BEGINNING);
        for (int i = 1; i <= entries; i++) {
            chain.append(members(estate, i, rules));
        }
        return chain;
    }

    static byte[] members(String estate, int number, String rules) {
        return bytes(
                "{\"kind\":\"finding\",\"at\":\"2026-03-02T09:0" + number % 10 + ":00.000Z\",\"transition\":\"opened\""
                        + ",\"rule\":\"" + rules + number % 10 + "\",\"estate\":\"" + estate + "\",\"count\":1}");
    }

    /** The lines as a file, each with its end. */
    static byte[] file(List<byte[]> lines) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            file.writeBytes(line);
            file.write('\n');
        }
        return file.toByteArray();
    }

    /** The lines of a file, as whoever verifies it reads them. */
    static List<byte[]> lines(byte[] file) {
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte one : file) {
            if (one == '\n') {
                lines.add(line.toByteArray());
                line.reset();
            } else {
                line.write(one);
            }
        }
        if (line.size() > 0) {
            lines.add(line.toByteArray());
        }
        return lines;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
