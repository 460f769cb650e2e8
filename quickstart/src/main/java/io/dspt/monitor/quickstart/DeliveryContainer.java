package io.dspt.monitor.quickstart;

import io.dspt.monitor.ingest.blob.BlobStore;
import io.dspt.monitor.streams.report.SummaryReport.Format;
import java.io.IOException;
import java.util.Arrays;

/**
 * A container of Blob storage that summaries are handed over to. Nothing in it is replaced: where a run was cut off, what it
 * left there has to be the same.
 */
record DeliveryContainer(BlobStore store) implements DeliveryPlace {

    @Override
    public void put(String name, Format format, byte[] content) throws IOException {
        if (!store.put(name, format.mediaType(), content) && !isThere(name, content)) {
            throw new IOException(
                    store.address(name) + " is there and holds other bytes, and nothing is overwritten. If a run"
                            + " that was cut off has left it, the ledger has no hash of it: delete it, or hand over below another"
                            + " name, such as " + store + "/again");
        }
    }

    private boolean isThere(String name, byte[] content) throws IOException {
        return Arrays.equals(store.read(name, content.length + 1), content);
    }

    @Override
    public String toString() {
        return store.toString();
    }
}
