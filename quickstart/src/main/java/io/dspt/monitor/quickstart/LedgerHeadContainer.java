package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.ledger.LedgerHead;
import io.dspt.monitor.core.ledger.LedgerHeadNote;
import io.dspt.monitor.ingest.blob.BlobStore;
import io.dspt.monitor.streams.ledger.LedgerHeadStore;
import java.io.IOException;
import java.security.PublicKey;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container of Blob storage that signed heads of the ledger are kept in, and never replaced: one whose blobs cannot be
 * changed will do.
 */
final class LedgerHeadContainer implements LedgerHeadStore {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final BlobStore store;
    private final PublicKey key;

    /** @param key that heads are signed with */
    LedgerHeadContainer(BlobStore store, PublicKey key) {
        this.store = store;
        this.key = key;
    }

    /** The container has to be there: making it, and saying who may do what in it, is not for who writes into it. */
    @Override
    public SortedMap<String, Kept> open() throws IOException {
        SortedMap<String, Kept> latest = new TreeMap<>();
        for (Map.Entry<String, String> last : latestNames().entrySet()) {
            String name = last.getValue();
            latest.put(last.getKey(), new Kept(store.address(name), store.read(name, MOST_BYTES)));
        }
        return latest;
    }

    /** By estate. */
    private SortedMap<String, String> latestNames() throws IOException {
        SortedMap<String, String> names = new TreeMap<>();
        for (String name : store.names()) {
            int slash = name.indexOf('/');
            boolean isNote = slash > 0
                    && name.indexOf('/', slash + 1) < 0
                    && name.endsWith(SUFFIX)
                    && LedgerHeadNote.isNameOfAnEstate(name.substring(0, slash));
            if (isNote) {
                names.merge(name.substring(0, slash), name, (one, other) -> one.compareTo(other) < 0 ? other : one);
            }
        }
        return names;
    }

    @Override
    public void write(LedgerHeadNote note, byte[] signed) throws IOException {
        String name = LedgerHeadStore.path(note);
        if (!store.put(name, TEXT, signed)) {
            requireSameHead(name, note);
        }
    }

    /** Another process may have signed the same head at another time. One that differs may not be passed over in silence. */
    private void requireSameHead(String name, LedgerHeadNote note) throws IOException {
        LedgerHead there;
        try {
            there = LedgerHeadNote.verified(store.read(name, MOST_BYTES), note.estate(), key)
                    .head();
        } catch (IllegalArgumentException e) {
            throw new IOException(store.address(name) + " is there and " + e.getMessage(), e);
        }
        if (!there.equals(note.head())) {
            throw new IOException(store.address(name) + " is there and is a head of another ledger: hash "
                    + there.hash() + ", and not " + note.head().hash());
        }
    }
}
