package io.dspt.monitor.streams.audit;

/** Where things stand in a pack. */
final class PackPaths {
    static final String SCOPE = "pack.json";
    static final String README = "README.txt";
    /** The hash of every file but itself, as {@code sha256sum} writes and checks them. */
    static final String DIGESTS = "SHA256SUMS";

    static final String LEDGER = "ledger/ledger.jsonl";
    static final String HEADS = "ledger/heads/";
    static final String HEAD_KEY = "ledger/heads-key.pem";
    /** A key of the coverage topic, a tab and its latest value on each line. */
    static final String COVERAGE = "coverage/coverage.tsv";

    static final String RULES = "rule-set/";
    static final String EVIDENCE = "evidence/records/";
    /** Of each record a line: the hash that the ledger names it by, where it came from, when it arrived, its file. */
    static final String EVIDENCE_INDEX = "evidence/index.jsonl";

    /** How far the estate's log reached when records were drawn from it. */
    static final String DRAWN_FROM = "sample/log.json";
    /** Of each place that was drawn a line: what stands there. */
    static final String DRAWN_INDEX = "sample/drawn.jsonl";

    static final String DRAWN = "sample/records/";
    static final String DRAWN_VERDICTS = "sample/verdicts.csv";

    static final String EVIDENCE_BY_REQUIREMENT = "evidence/by-requirement.csv";
    static final String SUMMARIES = "summaries/";
    static final String POPULATION = "population.csv";
    static final String RECONCILIATION = "reconciliation.csv";
    static final String SAMPLE = "sample.csv";
    static final String VERIFIER = "verifier/";

    private PackPaths() {}

    /** Whether a file is one that everything else follows from. */
    static boolean isSource(String path) {
        return path.equals(SCOPE)
                || path.equals(COVERAGE)
                || path.equals(EVIDENCE_INDEX)
                || path.equals(DRAWN_FROM)
                || path.equals(DRAWN_INDEX)
                || path.startsWith(DRAWN)
                || path.startsWith("ledger/")
                || path.startsWith(RULES)
                || path.startsWith(EVIDENCE);
    }

    /** Whether a file follows from the sources, and can be derived again without the library that sets pages. */
    static boolean isDerived(String path) {
        boolean table = path.equals(POPULATION)
                || path.equals(RECONCILIATION)
                || path.equals(SAMPLE)
                || path.equals(DRAWN_VERDICTS)
                || path.equals(EVIDENCE_BY_REQUIREMENT);
        return table || (path.startsWith(SUMMARIES) && !path.endsWith(".pdf"));
    }
}
