package io.dspt.monitor.benchmarks.state;

/**
 * What an instance is told, as JSON.
 *
 * @param bootstrapServers where the broker is
 * @param application names the group and the changelogs
 * @param instance names this member of the group
 * @param stateFolder where stores lie
 * @param publicKey whose control records count, X.509
 * @param standbys standby replicas of each store
 * @param sampleMillis how often it tells how it fares
 * @param collectEvery before every so many samples the heap is collected, which is what makes its figure mean something
 */
public record InstanceSpec(
        String bootstrapServers,
        String application,
        String instance,
        String stateFolder,
        byte[] publicKey,
        int standbys,
        int sampleMillis,
        int collectEvery) {}
