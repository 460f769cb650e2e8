package io.dspt.monitor.quickstart;

import io.dspt.monitor.ingest.blob.BlobLocation;
import io.dspt.monitor.ingest.blob.BlobStore;
import io.dspt.monitor.streams.report.SummaryReport.Format;
import java.io.IOException;
import java.nio.file.Path;

/** Where summaries are handed over to, under the same names wherever it is. Its text, for people, holds no signature. */
sealed interface DeliveryPlace permits DeliveryFolder, DeliveryContainer {

    /**
     * The place that is meant by a path, or by an address of a container.
     *
     * @throws IllegalArgumentException for a person, when it is an address of none
     */
    static DeliveryPlace of(String text) {
        return BlobLocation.isMeantBy(text)
                ? new DeliveryContainer(BlobStore.at(text))
                : new DeliveryFolder(Path.of(text));
    }

    /**
     * Puts a file there: whoever looks finds all of it or nothing. The same may stand there already.
     *
     * @param name with slashes, such as {@code 2026-10/posture-all-2026-10-1.pdf}
     * @throws IOException for a person, when it cannot be put there
     */
    void put(String name, Format format, byte[] content) throws IOException;
}
