package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What runbooks and the operations guide tell somebody to type, some of it at 03:00. */
final class RunbookCommandsTest {
    private static final Pattern COMMAND = Pattern.compile("\\./dspt-monitor ([^`\n]+)");
    /** A line of its own, up to a remark. */
    private static final Pattern LINE = Pattern.compile("(?m)^ *dspt-monitor ([^#\n]+)");

    @Test
    void shouldNameCommandsThatAreUnderstood() throws IOException {
        // Given every command of every runbook
        TreeSet<String> commands = new TreeSet<>();
        try (Stream<Path> pages = Files.list(Path.of("..", "dashboards", "runbooks"))) {
            for (Path page : pages.toList()) {
                Matcher found = COMMAND.matcher(Files.readString(page));
                while (found.find()) {
                    commands.add(found.group(1).strip().replace("\"...\"", "reason"));
                }
            }
        }
        assertTrue(commands.size() > 10, commands::toString);

        // When they are taken as they stand, then each is accepted
        parse(commands);
    }

    @Test
    void shouldNameCommandsThatAreUnderstoodInTheOperationsGuide() throws IOException {
        TreeSet<String> commands = new TreeSet<>();
        Matcher found = LINE.matcher(Files.readString(Path.of("..", "docs", "operations.md")));
        while (found.find()) {
            commands.add(found.group(1).strip());
        }
        assertTrue(commands.size() >= 5, commands::toString);

        parse(commands);
    }

    private static void parse(TreeSet<String> commands) {
        PrintStream nowhere = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String command : commands) {
            Main.commandLine(new Terminal(InputStream.nullInputStream(), nowhere, nowhere))
                    .parseArgs(List.of(command.split(" +")).toArray(String[]::new));
        }
    }
}
