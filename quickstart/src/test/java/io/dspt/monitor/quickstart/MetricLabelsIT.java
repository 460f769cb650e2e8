package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.streams.posture.PostureSettings;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every meter there is, after all the Azure records kept beside the project went through. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MetricLabelsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Azure has some hundred categories, the catalogue some hundred rules: more values than this grow with something. */
    private static final int MOST_VALUES = 400;
    /** Names shorter than this are words such as "web" that stand in many a label for another reason. */
    private static final int SHORTEST_NAME = 5;

    /** Something in the records is called as a diagnostic category is. */
    private static final String ALSO_A_CATEGORY = "SecurityAlert";

    private static final Pattern REVEALING = Pattern.compile(
            "@" // a user
                    + "|(^|[^0-9.])\\d{1,3}(\\.\\d{1,3}){3}($|[^0-9.])" // an address
                    + "|[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){3,}"
                    + "|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}" // an object, a tenant, a subscription
                    + "|(?i:/subscriptions/|/tenants/|/providers/|resourcegroups/)" // a resource
                    + "|(?i:[?&](sig|se|sp)=)"); // a signature

    @Test
    void shouldHaveNoLabelThatNamesAPersonAnAddressOrAResource(@TempDir Path folder) throws Exception {
        // Given a monitor through which all records went
        List<Path> folders = AzureLogs.folders();
        try (RunningMonitor monitor = new RunningMonitor(folder, PostureSettings.FOR_TRYING)) {
            List<String> findings = new ArrayList<>();
            for (Path logs : folders) {
                findings.addAll(monitor.judge(logs.getFileName().toString(), logs.toString())
                        .findings());
            }
            Set<String> names = names(findings);
            while (monitor.metrics().find("dspt.outcome.signal").gauges().isEmpty()) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos()); // the test's time limit ends this
            }

            // When every label of every meter is looked at
            Map<String, Set<String>> values = new TreeMap<>();
            for (MetricSnapshot meter :
                    monitor.metrics().getPrometheusRegistry().scrape()) {
                for (DataPointSnapshot point : meter.getDataPoints()) {
                    for (Label label : point.getLabels()) {
                        values.computeIfAbsent(
                                        meter.getMetadata().getName() + "{" + label.getName() + "}",
                                        absent -> new TreeSet<>())
                                .add(label.getValue());
                    }
                }
            }

            // Then none tells of anybody or anything, and none has more values than a closed set has
            assertTrue(values.containsKey("dspt_findings_open{family}"), values::toString);
            assertTrue(values.containsKey("dspt_events{source}"), values::toString);
            assertTrue(values.containsKey("dspt_outcome_signal{outcome}"), values::toString);
            List<String> revealing = new ArrayList<>();
            values.forEach((label, all) -> all.stream()
                    .filter(value -> REVEALING.matcher(value).find() || names.contains(value.toLowerCase(Locale.ROOT)))
                    .forEach(value -> revealing.add(label + " " + value)));
            assertEquals(List.of(), revealing);
            List<String> many = values.entrySet().stream()
                    .filter(label -> label.getValue().size() > MOST_VALUES)
                    .map(label -> label.getKey() + ": " + label.getValue().size())
                    .toList();
            assertEquals(List.of(), many);
            assertTrue(names.size() > 20, "the findings name somebody: " + names);
        }
    }

    /** The people and resources that the findings are about. */
    private static Set<String> names(List<String> findings) throws Exception {
        Set<String> names = new TreeSet<>();
        for (String finding : findings) {
            JsonNode node = JSON.readTree(finding);
            add(names, node.path("actor").asText(""));
            for (String fact :
                    List.of("resource.name", "resource.group", "actor.name", "signIn.user", "event.address")) {
                add(names, node.path("facts").path(fact).asText(""));
            }
        }
        return names;
    }

    private static void add(Set<String> names, String name) {
        if (name.length() >= SHORTEST_NAME && !name.equalsIgnoreCase(ALSO_A_CATEGORY)) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
    }
}
