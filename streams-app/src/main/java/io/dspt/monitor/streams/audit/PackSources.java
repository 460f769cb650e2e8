package io.dspt.monitor.streams.audit;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects what a pack is made of, as it stands on the topics: nothing of it is written anew. */
public final class PackSources {
    private static final int PEM_LINE = 64;
    private static final Pattern SHA_256 = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"");

    private final PackScope scope;
    private final ByteArrayOutputStream ledger = new ByteArrayOutputStream();
    private final SortedMap<String, byte[]> coverage = new TreeMap<>();
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final SortedMap<String, byte[]> evidence = new TreeMap<>();
    private final Set<String> named = new HashSet<>();
    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    private LogDraw draw = new LogDraw(0, 0);
    private String seed = "";

    /** Sources of a pack, none yet. */
    public PackSources(PackScope scope) {
        this.scope = scope;
    }

    /** The next line of the estate's ledger, without its end. */
    public void ledger(byte[] line) {
        ledger.writeBytes(line);
        ledger.write('\n');
        Matcher hashes = SHA_256.matcher(new String(line, StandardCharsets.UTF_8));
        while (hashes.find()) {
            named.add(hashes.group(1));
        }
        seed = LogDraw.seed(line);
    }

    /** Whether the ledger, as far as it was told, names a record of this hash. */
    public boolean names(String sha256) {
        return named.contains(sha256);
    }

    /** The value of a key of the coverage topic. A later one takes the place of an earlier. */
    public void coverage(String key, byte[] value) {
        coverage.put(key, value);
    }

    /** The value of a key is gone. */
    public void coverageGone(String key) {
        coverage.remove(key);
    }

    /** The rule set whose texts and standards the summaries use. */
    public void rules(RuleBundle rules) {
        rules.files().forEach((path, bytes) -> files.put(PackPaths.RULES + path, bytes));
    }

    /** A signed head of the ledger, as it was kept outside of the cluster. */
    public void head(String name, byte[] note) {
        files.put(PackPaths.HEADS + name, note);
    }

    /** The key that heads are signed with. */
    public void headKey(PublicKey key) {
        String base64 = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(key.getEncoded());
        String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
        files.put(PackPaths.HEAD_KEY, pem.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * A record that decided something.
     *
     * @param sha256 of the record before it was masked: what the ledger names it by
     * @param receivedAt when it was appended to the estate's log
     * @param masked its bytes
     */
    public void evidence(String sha256, String source, String position, Instant receivedAt, byte[] masked) {
        String file = PackPaths.EVIDENCE + Sha256.hex(masked) + ".json";
        files.put(file, masked);
        evidence.put(sha256, new EvidenceFile(sha256, source, position, receivedAt, file).written());
    }

    /**
     * Begins to draw records from the estate's log, once all of the ledger was told.
     *
     * @param reach how far the log reaches
     * @return the places whose records are wanted, in order
     */
    public List<Long> draw(LogDraw reach) {
        draw = reach;
        drawn.reset();
        return reach.places(seed);
    }

    /** The record that a place led to, in the order of the places. */
    public void drawn(long place, long offset, LogRecord.AzureRecord record, Instant receivedAt) {
        String file = PackPaths.DRAWN + Sha256.hex(record.bytes()) + ".json";
        files.put(file, record.bytes());
        Origin origin = record.origin();
        drawn(new DrawnRecord(
                place,
                offset,
                new EvidenceFile(origin.sha256(), origin.source(), origin.position(), receivedAt, file)));
    }

    /** From this place on there was no record of the estate. */
    public void drewNothing(long place) {
        drawn(new DrawnRecord(place, null, null));
    }

    private void drawn(DrawnRecord record) {
        drawn.writeBytes(record.written());
        drawn.write('\n');
    }

    /** The files, by path. */
    public SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> all = new TreeMap<>(files);
        all.put(PackPaths.SCOPE, scope.written());
        all.put(PackPaths.LEDGER, ledger.toByteArray());
        all.put(PackPaths.DRAWN_FROM, draw.written());
        all.put(PackPaths.DRAWN_INDEX, drawn.toByteArray());
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        evidence.values().forEach(line -> {
            index.writeBytes(line);
            index.write('\n');
        });
        all.put(PackPaths.EVIDENCE_INDEX, index.toByteArray());
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        coverage.forEach((key, value) -> {
            lines.writeBytes((key + "\t").getBytes(StandardCharsets.UTF_8));
            lines.writeBytes(value);
            lines.write('\n');
        });
        all.put(PackPaths.COVERAGE, lines.toByteArray());
        return all;
    }
}
