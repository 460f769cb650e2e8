package io.dspt.monitor.benchmarks.measure;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** On what, and on which state of the code, something was measured. */
final class MeasuredOn {
    private static final String NOT_KNOWN = "not known";

    private MeasuredOn() {}

    /** This machine, this Java, this checkout, now. */
    static Map<String, String> here() {
        Map<String, String> on = new LinkedHashMap<>();
        on.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        on.put("commit", commit());
        on.put("cpu", line(Path.of("/proc/cpuinfo"), "model name"));
        on.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        on.put("memory", line(Path.of("/proc/meminfo"), "MemTotal"));
        on.put("load", line(Path.of("/proc/loadavg"), ""));
        on.put("system", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        on.put("java", property("java.vm.name") + " " + property("java.runtime.version"));
        on.put("heap", Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MiB");
        on.put(
                "collector",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")));
        on.put("options", String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        return on;
    }

    private static String property(String name) {
        return System.getProperty(name, NOT_KNOWN);
    }

    /** What stands behind the colon in the first line that begins so. */
    private static String line(Path file, String beginning) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(beginning))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(NOT_KNOWN);
        } catch (IOException | java.io.UncheckedIOException e) {
            return NOT_KNOWN;
        }
    }

    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0 ? said : NOT_KNOWN;
        } catch (IOException e) {
            return NOT_KNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NOT_KNOWN;
        }
    }
}
