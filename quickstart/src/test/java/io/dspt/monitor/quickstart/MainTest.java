package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class MainTest {

    @Test
    void shouldPrintHelpWhenCalledWithoutACommand() {
        CommandRun run = CommandRun.of();

        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("Usage: dspt-monitor COMMAND"), run::out);
    }

    @Test
    void shouldCallAnUnknownOptionWrongUsage() {
        CommandRun run = CommandRun.of("--no-such-option");

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("--no-such-option"), run::err);
    }
}
