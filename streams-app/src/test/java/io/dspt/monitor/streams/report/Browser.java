package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Chromium without a window, which opens one page and tells what axe finds wrong with it. */
final class Browser {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String BEGIN = "<pre id=\"axe\">";
    private static final String END = "</pre>";

    private final Path program;

    private Browser(Path program) {
        this.program = program;
    }

    /** The one that is installed; without one a test is skipped, and fails where everything has to be there. */
    static Browser installed() {
        for (String folder : System.getenv("PATH").split(":")) {
            for (String name : NAMES) {
                if (Files.isExecutable(Path.of(folder, name))) {
                    return new Browser(Path.of(folder, name));
                }
            }
        }
        String missing = "no " + String.join(" or ", NAMES) + "; CONTRIBUTING.md says what to install";
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(missing);
        }
        return Assumptions.abort("SKIPPED: " + missing);
    }

    /**
     * What axe says of a page: {@code violations} and {@code passes}.
     *
     * @param folder for the page and for what the browser keeps
     */
    JsonNode axe(String html, Path folder) throws IOException, InterruptedException {
        Path page = folder.resolve("page.html");
        Files.writeString(page, html.replace("</body>", script() + "</body>"));
        Path dom = folder.resolve("dom.html");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--window-size=1280,1024",
                        // The page's own clock runs so far; what is done in it is waited for.
                        "--virtual-time-budget=60000",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(folder.resolve("browser.log").toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("the browser did not end");
        }
        assertEquals(0, process.exitValue(), () -> "the browser failed: " + folder.resolve("browser.log"));
        String dumped = Files.readString(dom);
        int begin = dumped.indexOf(BEGIN);
        if (begin < 0) {
            throw new AssertionError("axe has said nothing");
        }
        String told = dumped.substring(begin + BEGIN.length(), dumped.indexOf(END, begin));
        return new ObjectMapper()
                .readTree(told.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    }

    private static String script() throws IOException {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            String axe = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return "<script>" + axe.replace("</script", "<\\/script") + "</script><script>"
                    + "axe.run(document).then(said => {"
                    + "const told = document.createElement('pre'); told.id = 'axe';"
                    + "told.textContent = JSON.stringify({passes: said.passes.length, violations: said.violations.map("
                    + "one => ({id: one.id, help: one.help, places: one.nodes.slice(0, 3).map(node => node.html)}))});"
                    + "document.body.appendChild(told); });</script>";
        }
    }
}
