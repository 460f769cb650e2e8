package io.dspt.monitor.benchmarks.ingest;

/** What reads a hub. */
enum IngestVariant {
    /** Azure's SDK, which counts what comes. */
    BARE("bare SDK consumer"),
    /** The ingestor, which writes it to Kafka in transactions. */
    INGESTOR("ingestor, exactly once into Kafka");

    private final String title;

    IngestVariant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
