package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.codec.MalformedRowException;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** How a rule set travels: compressed, in parts small enough for the log. */
public final class RuleSetTransfer {
    private static final int FORMAT = 1;
    private static final int MOST_UNPACKED_BYTES = 64 * 1024 * 1024;

    private RuleSetTransfer() {}

    /** The parts of a bundle, in order. */
    public static List<ControlRecord> chunks(RuleBundle bundle) {
        byte[] packed = pack(bundle);
        String digest = bundle.digest();
        int most = ControlRecord.RuleSetChunk.MOST_BYTES;
        int count = Math.max(1, (packed.length + most - 1) / most);
        List<ControlRecord> chunks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] part = Arrays.copyOfRange(packed, i * most, Math.min(packed.length, (i + 1) * most));
            chunks.add(new ControlRecord.RuleSetChunk(digest, i, count, part));
        }
        return List.copyOf(chunks);
    }

    /** One file's bytes for all of a bundle. */
    static byte[] pack(RuleBundle bundle) {
        Encoder encoder = new Encoder(FORMAT).whole(bundle.files().size());
        bundle.files().forEach((path, bytes) -> encoder.text(path).bytes(bytes));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(encoder.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /**
     * The bundle again.
     *
     * @param packed all its parts, one behind the other
     * @throws MalformedRowException when the bytes are no packed bundle
     */
    public static RuleBundle unpack(byte[] packed) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            Decoder decoder = new Decoder(in.readNBytes(MOST_UNPACKED_BYTES), FORMAT);
            SortedMap<String, byte[]> files = new TreeMap<>();
            for (int i = decoder.count(); i > 0; i--) {
                files.put(decoder.text(), decoder.bytes());
            }
            return new RuleBundle(files);
        } catch (IOException e) {
            throw new MalformedRowException("not a packed rule set: " + e.getMessage());
        }
    }
}
