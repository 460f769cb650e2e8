package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.streams.report.SummaryReport.Format;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bundled day: what the console serves is what the command writes. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SummaryOverHttpIT {
    private static final Pattern CONSOLE = Pattern.compile("console on (http://\\S+)");
    private static final Pattern LINK = Pattern.compile("href=\"(summary\\?[^\"]+)\"");
    private static final String TRUST = "RZZ99";
    private static final String MARCH = "2026-03";

    @TempDir
    private static Path folder;

    private static ChildProcess quickstart;
    private static String console;

    @BeforeAll
    static void givenTheBundledDay() throws Exception {
        quickstart = ChildProcess.start(
                ChildProcess.thisJava(),
                "quickstart",
                "--port",
                "0",
                "--organisation",
                TRUST,
                "--data-dir",
                folder.resolve("data").toString());
        quickstart.awaitLine("all input is evaluated");
        console = quickstart.saidMatching(CONSOLE);
    }

    @AfterAll
    static void stop() throws Exception {
        quickstart.close();
    }

    private static CommandRun report(String... options) {
        List<String> all = new ArrayList<>(List.of(
                "report", "--month", MARCH, "--data-dir", folder.resolve("data").toString()));
        all.addAll(List.of(options));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(console + path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void shouldServeByteForByteWhatTheCommandWrites(Format format) throws Exception {
        // Given the summary of the estate that the command writes
        String name = format.name().toLowerCase(Locale.ROOT);
        Path file = folder.resolve("estate." + name);
        CommandRun run = report("--format", name, "--out", file.toString());
        assertEquals(0, run.exitCode(), run::err);

        // When it is asked for over HTTP
        HttpResponse<byte[]> answer = get("summary?month=" + MARCH + "&format=" + name);

        // Then it is the same
        assertEquals(200, answer.statusCode(), () -> text(answer));
        assertArrayEquals(Files.readAllBytes(file), answer.body());
    }

    @Test
    void shouldServeAnOrganisationByTheUsualNameOfItsFile() throws Exception {
        // Given a folder with the command's file
        Path files = Files.createDirectory(folder.resolve("files"));
        CommandRun run = report("--format", "json", "--organisation", TRUST, "--out", files.toString());
        assertEquals(0, run.exitCode(), run::err);

        // When the same is asked for over HTTP
        HttpResponse<byte[]> answer = get("summary?month=" + MARCH + "&format=json&organisation=" + TRUST);

        // Then it goes by the same name, and is the same
        String name = "posture-RZZ99-2026-03-1.json";
        assertEquals(
                "attachment; filename=\"" + name + "\"",
                answer.headers().firstValue("Content-Disposition").orElseThrow());
        assertArrayEquals(Files.readAllBytes(files.resolve(name)), answer.body());
        assertTrue(text(answer).contains("RES-001"));
    }

    @Test
    void shouldRefuseWhatTheCommandRefuses() throws Exception {
        // When a month that is not over is to be final
        CommandRun command = report("--final", "--out", "-");
        HttpResponse<byte[]> unfinished = get("summary?month=" + MARCH + "&final=true");

        // Then the reasons are the same
        assertEquals(409, unfinished.statusCode());
        assertTrue(text(unfinished).startsWith("the summary cannot be final: the month is not over"));
        assertTrue(command.err().contains(text(unfinished).strip()), command::err);

        // And what nobody knows is not there, and what was not asked right is said
        HttpResponse<byte[]> organisation = get("summary?month=" + MARCH + "&organisation=XX9");
        HttpResponse<byte[]> estate = get("summary?month=" + MARCH + "&estate=elsewhere");
        HttpResponse<byte[]> nothing = get("summary");
        assertEquals(404, organisation.statusCode());
        assertEquals("there is no organisation XX9; known are RZZ99\n", text(organisation));
        assertEquals(404, estate.statusCode());
        assertTrue(text(estate).startsWith("there is no estate elsewhere: "));
        assertEquals(400, nothing.statusCode());
        assertTrue(text(nothing).startsWith("month is missing: "));
    }

    @Test
    void shouldLeadFromTheFindingsToTheSummaryOfThisMonth() throws Exception {
        // Given the page of findings
        Matcher link = LINK.matcher(text(get("")));
        assertTrue(link.find());

        // When its link is followed
        HttpResponse<byte[]> summary = get(link.group(1).replace("&amp;", "&"));

        // Then there is a summary, though the bundled day tells nothing of this month
        assertEquals(200, summary.statusCode(), () -> text(summary));
        assertTrue(text(summary).contains("Posture summary"));
    }
}
