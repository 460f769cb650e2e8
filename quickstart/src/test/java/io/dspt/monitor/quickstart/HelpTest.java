package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evaluate",
                "quickstart",
                "stream",
                "rules",
                "rules backtest",
                "rules apply",
                "finding",
                "exempt",
                "register",
                "register load",
                "ledger",
                "ledger export",
                "ledger verify",
                "report",
                "report diff",
                "report deliver",
                "ingest",
                "ingest topics",
                "ingest eventhubs",
                "ingest eventgrid",
                "ingest inventory",
                "ingest archive",
                "ingest files"
            })
    void shouldOpenWithExamplesThatAreUnderstood(String command) {
        // Given the help of a command
        String[] arguments = (command + " --help").strip().split(" ");
        CommandRun help = CommandRun.of(arguments);
        assertEquals(0, help.exitCode());

        // When its examples are taken as they stand
        List<String> examples = help.out()
                .lines()
                .dropWhile(line -> !line.equals("Examples:"))
                .takeWhile(line -> !line.isBlank())
                .filter(line -> line.startsWith("  "))
                .map(line -> line.substring(line.indexOf("dspt-monitor ") + "dspt-monitor ".length()))
                .toList();

        // Then there are some, before everything else, and each is accepted
        assertFalse(examples.isEmpty(), help::out);
        assertTrue(help.out().indexOf("Examples:") < help.out().indexOf("Usage:"), help::out);
        for (String example : examples) {
            PrintStream nowhere = new PrintStream(System.out, false, StandardCharsets.UTF_8);
            Main.commandLine(new Terminal(InputStream.nullInputStream(), nowhere, nowhere))
                    .parseArgs(example.strip().split(" +"));
        }
    }

    @Test
    void shouldListItsCommands() {
        String help = CommandRun.of("--help").out();

        assertTrue(Arrays.asList("quickstart", "evaluate").stream().allMatch(help::contains), help);
    }

    @Test
    void shouldListItsIngestors() {
        String help = CommandRun.of("ingest", "--help").out();

        assertTrue(
                Arrays.asList("topics", "eventhubs", "eventgrid", "inventory", "archive", "files").stream()
                        .allMatch(name -> help.contains("\n  " + name + " ")),
                help);
    }
}
