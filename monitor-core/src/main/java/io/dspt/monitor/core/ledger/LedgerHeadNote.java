package io.dspt.monitor.core.ledger;

import java.security.KeyPair;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is signed of a ledger: that it ended with this entry at that time. Its text is that of a checkpoint of a
 * transparency log (C2SP): where it is from, how many entries there are, a hash of them all in base64, then more.
 *
 * @param estate whose ledger it is
 * @param head where it ended; there was an entry
 * @param at when it was signed, by the clock of who signed it
 */
public record LedgerHeadNote(String estate, LedgerHead head, Instant at) {
    private static final String ORIGIN = "dspt-monitor/ledger/";
    private static final String AT = "at ";
    private static final int LINES = 4;
    private static final Pattern ESTATE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern SEQUENCE = Pattern.compile("[1-9][0-9]{0,17}");
    private static final DateTimeFormatter UTC_MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    public LedgerHeadNote {
        if (!isNameOfAnEstate(estate)) {
            throw new IllegalArgumentException("'" + estate + "' is no name of an estate");
        }
        if (head.sequence() < 1) {
            throw new IllegalArgumentException("there is nothing to sign before the first entry");
        }
    }

    /** Whether an estate can be called so: whoever is may name a folder. */
    public static boolean isNameOfAnEstate(String estate) {
        return ESTATE.matcher(estate).matches();
    }

    /** What is signed. */
    public String text() {
        String hash = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(head.hash()));
        return String.join(
                        "\n", keyName(estate), Long.toString(head.sequence()), hash, AT + UTC_MILLISECONDS.format(at))
                + "\n";
    }

    /** Signs it. */
    public SignedNote signed(KeyPair keys) {
        return SignedNote.sign(text(), keyName(estate), keys);
    }

    /**
     * Reads a note of an estate's ledger.
     *
     * @throws IllegalArgumentException saying what is wrong with it: it is none, of another estate, or not signed by this
     *     key
     */
    public static LedgerHeadNote verified(byte[] note, String estate, PublicKey key) {
        SignedNote signed = SignedNote.parse(note);
        if (!signed.isSignedBy(keyName(estate), key)) {
            throw new IllegalArgumentException("is not signed by this key for the ledger of " + estate);
        }
        List<String> lines = signed.text().lines().toList();
        boolean head = lines.size() >= LINES
                && lines.get(0).equals(keyName(estate))
                && SEQUENCE.matcher(lines.get(1)).matches()
                && lines.get(3).startsWith(AT);
        if (!head) {
            throw new IllegalArgumentException("is no head of the ledger of " + estate);
        }
        try {
            return new LedgerHeadNote(
                    estate,
                    new LedgerHead(
                            Long.parseLong(lines.get(1)),
                            HexFormat.of().formatHex(Base64.getDecoder().decode(lines.get(2)))),
                    Instant.parse(lines.get(3).substring(AT.length())));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("does not say when it was signed", e);
        }
    }

    /** Where a head is from, and the name of the key that signs it: the same, as checkpoints have it. */
    private static String keyName(String estate) {
        return ORIGIN + estate;
    }
}
