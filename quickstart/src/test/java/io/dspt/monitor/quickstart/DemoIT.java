package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules are broken on a running system, and it notices each. */
final class DemoIT {
    @TempDir
    private static Path folder;

    private static RunningMonitor monitor;
    private static Path key;

    @BeforeAll
    static void startKafka() throws Exception {
        monitor = new RunningMonitor(Files.createDirectory(folder.resolve("kafka")));
        key = monitor.signingKey(folder.resolve("key.der"));
    }

    @AfterAll
    static void stopKafka() {
        monitor.close();
    }

    @Test
    void shouldRaiseAndResolveEveryRuleOfTheCatalogue() {
        // When
        CommandRun run = demo("test");

        // Then
        int rules = RuleBundle.builtIn().rules().size();
        assertEquals(0, run.exitCode(), () -> run.out() + run.err());
        assertTrue(run.out().contains(rules + " of " + rules + " rules: acted and raised"), run::out);
    }

    @Test
    void shouldPutRightWhatWasActed() {
        // Given
        CommandRun acted = demo("act", "enc-001");
        assertEquals(0, acted.exitCode(), acted::err);
        assertTrue(acted.out().contains("ENC-001 raised after "), acted::out);

        // When
        CommandRun mended = demo("fix", "ENC-001");

        // Then it is over, and once is enough
        assertTrue(mended.out().startsWith("ENC-001 resolved after "), mended::out);
        CommandRun again = demo("fix", "ENC-001");
        assertEquals(1, again.exitCode());
        assertTrue(again.err().contains("nothing stands that was acted for ENC-001"), again::err);
    }

    @Test
    void shouldNameTheRuleThatIsMeant() {
        CommandRun run = demo("act", "RES-0001");

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("there is no rule 'RES-0001'"), run::err);
    }

    private static CommandRun demo(String... arguments) {
        List<String> all = new ArrayList<>(List.of("demo"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap", monitor.bootstrapServers(), "--key-file", key.toString()));
        return CommandRun.of(all.toArray(String[]::new));
    }
}
