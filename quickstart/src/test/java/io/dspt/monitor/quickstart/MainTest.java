package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MainTest {

    @Test
    void shouldPrintHelpWhenCalledWithoutACommand() {
        StringWriter out = new StringWriter();
        CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(out));

        int exitCode = commandLine.execute();

        assertEquals(0, exitCode);
        assertTrue(out.toString().startsWith("Usage: dspt-monitor"), out::toString);
    }

    @Test
    void shouldCallAnUnknownOptionWrongUsage() {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine().setErr(new PrintWriter(err));

        int exitCode = commandLine.execute("--no-such-option");

        assertEquals(2, exitCode);
        assertTrue(err.toString().contains("--no-such-option"), err::toString);
    }
}
