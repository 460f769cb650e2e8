package io.dspt.monitor.ingest.blob;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.DownloadRetryOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The first bytes of a blob, fetched block by block. What is written behind them meanwhile is none of its business: an
 * append blob keeps what it has.
 */
final class BlobBytes extends InputStream {
    private static final int BLOCK = 4 * 1_024 * 1_024;

    private final BlobClient blob;
    private final long length;
    private long fetched;
    private InputStream block = InputStream.nullInputStream();

    /** @param length bytes to read */
    BlobBytes(BlobClient blob, long length) {
        this.blob = blob;
        this.length = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        int read = block.read(into, offset, most);
        while (read < 0 && fetched < length) {
            block = next();
            read = block.read(into, offset, most);
        }
        return read;
    }

    private InputStream next() throws IOException {
        BlobRange range = new BlobRange(fetched, Math.min(BLOCK, length - fetched));
        byte[] bytes = BlobAttempts.at(
                        BlobRight.READ,
                        () -> blob.downloadContentWithResponse(
                                        new DownloadRetryOptions().setMaxRetryRequests(0),
                                        null,
                                        range,
                                        false,
                                        null,
                                        null)
                                .getValue())
                .toBytes();
        if (bytes.length == 0) {
            throw new IOException("it is shorter than it was");
        }
        fetched += bytes.length;
        return new ByteArrayInputStream(bytes);
    }
}
