package io.dspt.monitor.streams.console;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How metrics are written for Prometheus: exemplars on buckets and counters only. Micrometer would put them on a histogram's
 * count as well, and Prometheus 2.42 then refuses the whole scrape, for as long as the exemplar is young.
 */
public final class ScrapedMetrics implements PrometheusConfig {

    @Override
    public @Nullable String get(String key) {
        return null;
    }

    @Override
    public Properties prometheusProperties() {
        Properties properties = new Properties();
        properties.setProperty("io.prometheus.exporter.exemplarsOnAllMetricTypes", "false");
        return properties;
    }
}
