package io.dspt.monitor.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The chart as it is installed.
 *
 * @param folder where it was put together
 */
record Chart(Path folder) {
    static final String RELEASE = "north";
    static final String NAMESPACE = "dspt";

    private static final String KUBERNETES = "v1.31.2";
    private static final Pattern HOOK = Pattern.compile("  annotations:\n( +helm\\.sh/hook.*\n)+");

    /** Put together from the sources as they are. */
    static Chart packaged() throws IOException, InterruptedException {
        return packaged(Repository.path("target", "chart"), Repository.path("..", "dashboards"));
    }

    /** Put together with the rules and dashboards of a folder. */
    static Chart packaged(Path out, Path dashboards) throws IOException, InterruptedException {
        Tool.Run run = new Tool(Repository.path("package"))
                .run(Repository.path(), List.of(out.toString()), "DSPT_DASHBOARDS", dashboards.toString());
        if (run.exitCode() != 0) {
            throw new IllegalStateException(run.output());
        }
        Chart chart = new Chart(out.resolve("dspt-monitor"));
        chart.showHooks();
        return chart;
    }

    /** Helm keeps what belongs to a test of a release apart from its manifests; here it is looked at like the others. */
    private void showHooks() throws IOException {
        Path test = folder.resolve("templates").resolve("tests").resolve("topics.yaml");
        Files.writeString(test, HOOK.matcher(Files.readString(test)).replaceFirst(""));
    }

    /** What Helm says of it: nothing but what it has to say of every chart. */
    Helm helm() {
        return new Helm(folder);
    }

    /** The manifests that it makes of values. */
    Manifests render(Values values) {
        TemplateCommand template =
                helm().template().withName(RELEASE).withNamespace(NAMESPACE).withKubeVersion(KUBERNETES);
        values.files().forEach(template::withValuesFile);
        values.settings().forEach(template::set);
        List<JsonNode> manifests = new ArrayList<>();
        for (JsonNode manifest : Repository.yaml(template.call())) {
            if (manifest.isObject()) {
                manifests.add(manifest);
            }
        }
        return new Manifests(manifests);
    }
}
