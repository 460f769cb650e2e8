package io.dspt.monitor.benchmarks.pipeline;

import java.util.List;
import java.util.Map;

/**
 * What a client process is told, as JSON.
 *
 * @param variant what runs
 * @param run names this run: its groups, transactions and output topics
 * @param bootstrapServers where the broker is
 * @param broker process id of the broker
 * @param partitions partitions of the log
 * @param threads threads that work on them
 * @param commitIntervalMillis how often it commits
 * @param ends offset behind the last record by partition
 * @param warmUp how many records are worked off before the measurement begins, all partitions together
 * @param endless whether it goes on behind the ends, until the process is ended
 * @param stateFolder where stores lie
 * @param publicKey whose control records count, X.509
 * @param controls where the rule sets stand in each partition
 * @param client what all clients are set to alike, by name of the setting
 */
public record ClientSpec(
        Variant variant,
        String run,
        String bootstrapServers,
        long broker,
        int partitions,
        int threads,
        int commitIntervalMillis,
        List<Long> ends,
        long warmUp,
        boolean endless,
        String stateFolder,
        byte[] publicKey,
        Controls controls,
        Map<String, String> client) {

    /** Which of the rule sets at the head of the log is in force. */
    public enum RuleChoice {
        /** The built-in catalogue. */
        CATALOGUE,
        /** The twenty rules that every engine has. */
        TWENTY
    }

    /**
     * Offsets in every partition of the log: each rule set stands from the first, inclusive, to the last, exclusive.
     *
     * @param twentyFrom the catalogue stands from offset 1 to this one
     * @param recordsFrom the twenty rules stand up to this one
     */
    public record Controls(long twentyFrom, long recordsFrom) {

        /** The first offset that a client with these rules does not see. */
        public long skippedFrom(RuleChoice rules) {
            return rules == RuleChoice.CATALOGUE ? twentyFrom : 1;
        }

        /** Behind the last offset that a client with these rules does not see. */
        public long skippedTo(RuleChoice rules) {
            return rules == RuleChoice.CATALOGUE ? recordsFrom : twentyFrom;
        }
    }

    /** Topic of what is forwarded, or of the findings of another engine. */
    public String outputTopic() {
        return outputTopic(run);
    }

    /** Topic of what is forwarded, or of the findings of another engine, in this run. */
    public static String outputTopic(String run) {
        return "benchmark-output-" + run;
    }
}
