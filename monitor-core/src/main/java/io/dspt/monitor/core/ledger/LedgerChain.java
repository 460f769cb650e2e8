package io.dspt.monitor.core.ledger;

import io.dspt.monitor.core.codec.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Chains the lines of one estate's ledger. A line begins with its number and the hash of the line before, and ends with
 * the SHA-256 of its own bytes up to there, so that whoever has the bytes can check it with any tool: cut the last 75,
 * hash the rest.
 */
public final class LedgerChain {
    /** What a line ends with, the hash between: {@code ,"hash":"…"}}. */
    static final String BEFORE_HASH = ",\"hash\":\"";

    static final String AFTER_HASH = "\"}";

    private final List<byte[]> lines = new ArrayList<>();
    private LedgerHead head;

    /** A chain that goes on behind this head. */
    public LedgerChain(LedgerHead head) {
        this.head = head;
    }

    /**
     * Appends a line.
     *
     * @param members a JSON object on one line with at least one member, in UTF-8: what the line says
     */
    public void append(byte[] members) {
        if (members.length < 3 || members[0] != '{' || members[members.length - 1] != '}') {
            throw new IllegalArgumentException("a line of the ledger says something");
        }
        long sequence = head.sequence() + 1;
        ByteArrayOutputStream line = new ByteArrayOutputStream(members.length + 200);
        line.writeBytes(utf8("{\"sequence\":" + sequence + ",\"previous\":\"" + head.hash() + "\","));
        line.write(members, 1, members.length - 2);
        String hash = Sha256.hex(line.toByteArray());
        line.writeBytes(utf8(BEFORE_HASH + hash + AFTER_HASH));
        lines.add(line.toByteArray());
        head = new LedgerHead(sequence, hash);
    }

    /** The lines that were appended here, without their ends. */
    public List<byte[]> lines() {
        return List.copyOf(lines);
    }

    /** Where the chain ends now. */
    public LedgerHead head() {
        return head;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
