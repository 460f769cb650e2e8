package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each folder of Azure logs, as an estate of its own, through a real broker and in memory. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AzureLogFoldersIT {
    private static RunningMonitor monitor;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        AzureLogs.folders();
        monitor = new RunningMonitor(folder);
    }

    @AfterAll
    static void stop() {
        if (monitor != null) {
            monitor.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldFindTheSameThroughKafkaAsInMemory() throws IOException {
        return AzureLogs.folders().stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    String estate = "estate-" + folder.getFileName();

                    RunningMonitor.Judged throughKafka = monitor.judge(estate, folder.toString());
                    RunningMonitor.Judged inMemory = monitor.judgeInMemory(estate, folder.toString());

                    assertEquals(String.join("\n", inMemory.findings()), String.join("\n", throughKafka.findings()));
                    assertEquals(inMemory.counts(), throughKafka.counts());
                }));
    }
}
