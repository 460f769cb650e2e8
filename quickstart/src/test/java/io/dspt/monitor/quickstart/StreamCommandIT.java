package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.rule.RuleBundle;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The streams application as a process of its own, on a broker that is none of its business. */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StreamCommandIT {
    private static final Pattern CONSOLE = Pattern.compile("console on (127\\.0\\.0\\.1:\\d+)");
    /** What the shell makes of a process that ends by this signal, in order or not. */
    private static final int ENDED_BY_SIGTERM = 143;

    private static final String RES_001 = "rules/residency/RES-001-resource-outside-permitted-regions.rule.yaml";

    @TempDir
    private static Path folder;

    private static IngestCluster cluster;
    private final KeyPair keys = SigningKeys.generate();

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = IngestCluster.start(folder);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void shouldJudgeALiveLogAndGoOnAfterAKill() throws Exception {
        // Given the live log of an estate
        String configuration = configuration("live");
        try (LiveEstate estate = new LiveEstate(
                        cluster.bootstrapServers(),
                        "north",
                        keys,
                        RuleBundle.builtIn().only(RES_001));
                FindingsWatch findings = new FindingsWatch(cluster.bootstrapServers(), estate.partition())) {

            // When the monitor is killed between two violations
            try (ChildProcess monitor = start(configuration)) {
                monitor.awaitLine("ready");
                estate.accountAbroad("stbefore");
                findings.first("RES-001", LiveEstate.account("stbefore"));
                assertEquals(200, status(monitor, "/health/live"));
                assertEquals(200, status(monitor, "/health/ready"));
                assertEquals(200, status(monitor, "/summary?month=2026-11&estate=north"));
                assertEquals(404, status(monitor, "/summary?month=2026-11"));
                monitor.killAfter(0);
            }
            estate.accountAbroad("stmeanwhile");
            CommandRun stopped;
            try (ChildProcess monitor = start(configuration)) {
                monitor.awaitLine("ready");
                findings.first("RES-001", LiveEstate.account("stmeanwhile"));
                estate.accountAbroad("stafter");
                findings.first("RES-001", LiveEstate.account("stafter"));
                monitor.askToStop();
                stopped = monitor.await();
            }

            // Then all were found, the first one once, and it stopped in order when it was asked to
            assertEquals(
                    1,
                    findings.latest("RES-001", LiveEstate.account("stbefore"))
                            .finding()
                            .count());
            assertEquals(ENDED_BY_SIGTERM, stopped.exitCode(), stopped::err);
            assertTrue(stopped.err().endsWith("dspt-monitor: stopped"), stopped::err);
        }
    }

    @Test
    void shouldSayWhatIsWrongBeforeItBegins() throws Exception {
        String right = Files.readString(Path.of(configuration("wrong")));
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), right.replace("instance:", "instanse:"));

        CommandRun refused = CommandRun.of("stream", "--config", wrong.toString());
        CommandRun twice = CommandRun.of("stream", "--config", configuration("wrong"), "--instance", "wrong-0");
        CommandRun none = CommandRun.of("stream", "--config", wrong.toString(), "--instance", "$(POD_NAME)");
        CommandRun missing =
                CommandRun.of("stream", "--config", folder.resolve("none.yaml").toString());

        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("instanse: unknown key; did you mean 'instance'?"), refused::err);
        assertEquals(2, twice.exitCode());
        assertTrue(twice.err().contains("instance: the name of this process, 'wrong-0', was told"), twice::err);
        assertEquals(2, none.exitCode());
        assertTrue(none.err().contains("--instance: '$(POD_NAME)' is not made of letters"), none::err);
        assertEquals(2, missing.exitCode());
    }

    private static ChildProcess start(String configuration) throws Exception {
        return ChildProcess.start(ChildProcess.thisJava(), "stream", "--config", configuration);
    }

    private static int status(ChildProcess monitor, String path) throws Exception {
        URI uri = URI.create("http://" + monitor.saidMatching(CONSOLE) + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private String configuration(String name) throws Exception {
        Files.write(folder.resolve(name + ".der"), keys.getPublic().getEncoded());
        return Files.writeString(folder.resolve(name + "-stream.yaml"), """
                        kafka:
                          bootstrap.servers: %s
                        instance: %s
                        state_directory: state-%s
                        trusted_keys: [ %s.der ]
                        console: { port: 0 }
                        """.formatted(
                                cluster.bootstrapServers(), name, name, name))
                .toString();
    }
}
