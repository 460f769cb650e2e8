package io.dspt.monitor.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

    @Test
    void shouldListItsCommands() {
        // Given
        StringWriter out = new StringWriter();
        CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(out));

        // When
        int exitCode = commandLine.execute();

        // Then
        assertEquals(0, exitCode);
        assertTrue(out.toString().contains("engine"), out::toString);
        assertTrue(out.toString().contains("all"), out::toString);
    }

    @Test
    void shouldHaveTheCommonOptionsOnEveryCommand() {
        Main.commandLine().getSubcommands().forEach((name, command) -> {
            assertTrue(command.getCommandSpec().findOption("--short") != null, name);
            assertTrue(command.getCommandSpec().findOption("--out") != null, name);
            assertTrue(command.getCommandSpec().findOption("--seed") != null, name);
        });
    }
}
