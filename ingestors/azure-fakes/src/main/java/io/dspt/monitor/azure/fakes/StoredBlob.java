package io.dspt.monitor.azure.fakes;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A blob.
 *
 * @param kind as Blob storage calls it: AppendBlob or BlockBlob
 */
record StoredBlob(String kind, String contentType, byte[] content) {

    /** An append blob with more at its end; {@code null} for one that is not there yet. */
    static StoredBlob appended(@Nullable StoredBlob blob, byte[] more) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        if (blob != null) {
            content.writeBytes(blob.content());
        }
        content.writeBytes(more);
        return new StoredBlob("AppendBlob", "application/octet-stream", content.toByteArray());
    }

    String etag() {
        return "\"0x8D" + content.length + "\"";
    }
}
