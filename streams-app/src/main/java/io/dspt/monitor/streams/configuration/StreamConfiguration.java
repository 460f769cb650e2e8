package io.dspt.monitor.streams.configuration;

import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.streams.MonitorServiceSettings.Hosting;
import io.dspt.monitor.streams.alert.AlertSettings;
import io.dspt.monitor.streams.cluster.KafkaCluster;
import io.dspt.monitor.streams.console.ConsoleAddress;
import java.util.Optional;

/**
 * What the streams application is told by its file.
 *
 * @param cluster where the topics are
 * @param hosting how this process stands among its peers
 * @param trustedKeys whose control records count
 * @param console where people and Prometheus look
 * @param alerts whom to tell of findings
 * @param heads where signed heads of the ledger go
 */
public record StreamConfiguration(
        KafkaCluster cluster,
        Hosting hosting,
        TrustedKeys trustedKeys,
        ConsoleAddress console,
        Optional<AlertSettings> alerts,
        Optional<HeadConfiguration> heads) {}
