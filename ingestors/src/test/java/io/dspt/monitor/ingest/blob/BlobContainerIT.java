package io.dspt.monitor.ingest.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.credential.TokenCredential;
import io.dspt.monitor.azure.fakes.FakeBlobContainer;
import io.dspt.monitor.core.fold.LogRecord.AzureRecord;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.RecordingLog;
import io.dspt.monitor.ingest.archive.ArchiveOrder;
import io.dspt.monitor.ingest.archive.ArchiveRange;
import io.dspt.monitor.ingest.files.FilesIngestor;
import io.dspt.monitor.ingest.files.FilesProgress;
import io.dspt.monitor.ingest.files.InputTree.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** Azure's own SDK on a container whose blobs grow. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BlobContainerIT {
    /** Nobody is asked for a token: the fake runs on this machine. */
    private static final TokenCredential NOBODY = request -> Mono.error(new AssertionError("asked for a token"));

    private static final String VAULT = "resourceId=/SUBSCRIPTIONS/A/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/KV/";
    private static final Instant NOW = Instant.parse("2026-03-10T08:20:00Z");

    private final RecordingLog log = new RecordingLog();
    private final List<String> told = new ArrayList<>();
    private FakeBlobContainer container;

    @BeforeEach
    void startContainer() {
        container = FakeBlobContainer.start("insights-logs-auditevent");
    }

    @AfterEach
    void stopContainer() {
        container.close();
    }

    @Test
    void shouldReadAllPagesInTheOrderOfTheirHours() {
        container.blobsPerPage(2);
        for (int hour : List.of(5, 1, 4, 2, 3)) {
            container.append(VAULT + hour(hour), "{\"n\":" + hour + "}\n");
        }

        assertEquals(0, ingest(""));

        assertEquals(List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}", "{\"n\":5}"), log.texts());
        assertEquals(
                container.address() + "/" + VAULT + hour(1),
                ((AzureRecord) log.entries().get(0).record()).origin().source());
    }

    @Test
    void shouldReadOnlyWhatBeginsWithAName() {
        container.append(VAULT + hour(1), "{\"n\":1}\n");
        container.append("resourceId=/SUBSCRIPTIONS/B/" + hour(1), "{\"n\":2}\n");

        ingest("/resourceId=/SUBSCRIPTIONS/B");

        assertEquals(List.of("{\"n\":2}"), log.texts());
    }

    @Test
    void shouldReadOnWhatHasGrownAndNothingTwice() {
        // Given an hour that is over and one that is not, which ends in the midst of a record
        container.append(VAULT + hour(2), "{\"n\":1}\r\n{\"n\":2}\r\n");
        container.append(VAULT + hour(8), "{\"n\":3}\r\n{\"n\":");
        ingest("");
        assertEquals(List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"), log.texts());
        int downloads = container.downloads();

        // When it goes on
        container.append(VAULT + hour(8), "4}\r\n");
        ingest("");

        // Then only that is read again, and only what is new gets into the log
        assertEquals(List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}"), log.texts());
        assertEquals(4, log.entries().size());
        assertEquals(downloads + 1, container.downloads());
    }

    /** Nine thousand records, each of its own. */
    private static String longerThanOneRequest() {
        String ballast = "x".repeat(1_000);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 9_000; i++) {
            text.append("{\"n\":")
                    .append(i)
                    .append(",\"ballast\":\"")
                    .append(ballast)
                    .append("\"}\n");
        }
        return text.toString();
    }

    @Test
    void shouldNotBeDisturbedByWhatIsWrittenWhileItReads() {
        // Given a blob longer than one request asks for, to which something is added before each answer
        container.append(VAULT + hour(8), longerThanOneRequest());
        container.beforeDownload(() -> container.append(VAULT + hour(8), "{\"late\":true}\n"));

        // When it is read
        assertEquals(0, ingest(""));

        // Then all is read that there was, and the rest the next time
        assertEquals(9_000, log.texts().size());
        container.beforeDownload(() -> {});
        ingest("");
        assertTrue(log.texts().size() > 9_000);
        assertEquals("{\"late\":true}", log.texts().get(log.texts().size() - 1));
    }

    @Test
    void shouldKeepWhatItHadWhenTheServiceFailsInTheMiddleAndGoOnFromThere() {
        // Given a blob longer than one request asks for, and a service that answers only the first
        container.append(VAULT + hour(1), longerThanOneRequest());
        container.beforeDownload(() -> container.refuse(503));

        // When it is read, and again once the service is well
        assertEquals(1, ingest(""));
        int had = log.texts().size();
        container.beforeDownload(() -> {});
        container.refuse(0);
        assertEquals(0, ingest(""));

        // Then the failure was told, and every record is there once
        assertEquals(
                "unreadable " + container.address() + "/" + VAULT + hour(1) + ": Blob storage answered 503",
                told.get(0));
        assertTrue(had > 0 && had < 9_000, () -> had + " records");
        assertEquals(9_000, log.texts().size());
        assertEquals(9_000, log.texts().stream().distinct().count());
    }

    @Test
    void shouldTakeAnEmptyBlob() {
        container.append(VAULT + hour(1), "");

        assertEquals(0, ingest(""));
        assertEquals(List.of(), log.texts());
    }

    @Test
    void shouldSayWhoMayNotRead() {
        container.append(VAULT + hour(1), "{\"n\":1}\n");
        container.refuse(403);

        assertEquals(1, ingest(""));
        assertTrue(told.get(0).contains("grant it 'Storage Blob Data Reader'"), told::toString);
        assertFalse(told.get(0).contains("RequestId"), told::toString);
    }

    @Test
    void shouldSayThatAContainerIsNotThere() {
        List<Entry> entries = new BlobContainer(
                        BlobLocation.parse(container.address().replace("auditevent", "auditevnt")), NOBODY)
                .list();

        assertEquals(1, new FilesIngestor(new ReaderPipeline(MaskKey.demo()), log, progress()).ingest(entries));
        assertTrue(told.get(0).contains("there is no such container"), told::toString);
    }

    private int ingest(String prefix) {
        List<Entry> entries = new BlobContainer(BlobLocation.parse(container.address() + prefix), NOBODY).list();
        return new FilesIngestor(new ReaderPipeline(MaskKey.demo()), log, progress())
                .ingest(new ArchiveOrder(ArchiveRange.ALL, NOW).ordered(entries));
    }

    private static String hour(int hour) {
        return "y=2026/m=03/d=10/h=0" + hour + "/m=00/PT1H.json";
    }

    private FilesProgress progress() {
        return new FilesProgress() {
            @Override
            public void skipped(String source) {
                told.add("skipped " + source);
            }

            @Override
            public void unreadable(String source, String why) {
                told.add("unreadable " + source + ": " + why);
            }

            @Override
            public void alreadyIngested(String source) {
                told.add("already " + source);
            }

            @Override
            public void element(String source) {
                // Counted by the log.
            }
        };
    }
}
