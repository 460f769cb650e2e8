package io.dspt.monitor.core.ledger;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Where the ledger of an estate ends: with its hash it stands for every line up to it.
 *
 * @param sequence number of the last entry, 0 before the first
 * @param hash SHA-256 of that line in lower-case hex; 64 zeros before the first
 */
public record LedgerHead(long sequence, String hash) {
    private static final int FORMAT = 1;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** Before the first entry. */
    public static final LedgerHead BEGINNING = new LedgerHead(0, "0".repeat(64));

    public LedgerHead {
        if (sequence < 0) {
            throw new IllegalArgumentException("the entries of a ledger are numbered from 1");
        }
        if (!SHA_256.matcher(hash).matches()) {
            throw new IllegalArgumentException("no SHA-256 in lower-case hex");
        }
    }

    /** The row form. */
    public byte[] encoded() {
        return new Encoder(FORMAT)
                .whole(sequence)
                .bytes(HexFormat.of().parseHex(hash))
                .toBytes();
    }

    /**
     * Reads the row form.
     *
     * @throws io.dspt.monitor.core.codec.MalformedRowException when it is none
     */
    public static LedgerHead decoded(byte[] row) {
        Decoder decoder = new Decoder(row, FORMAT);
        return new LedgerHead(decoder.whole(), HexFormat.of().formatHex(decoder.bytes()));
    }
}
