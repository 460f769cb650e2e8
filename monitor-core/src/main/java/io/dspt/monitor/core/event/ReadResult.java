package io.dspt.monitor.core.event;

/** What came of reading one element. */
public sealed interface ReadResult {

    /** A record that rules can judge. */
    record Parsed(AzureEvent event) implements ReadResult {}

    /**
     * A well-formed record of a category that no reader knows; counted by name, never silently dropped.
     *
     * @param category the category as the record names it, or {@code unnamed}
     */
    record Ignored(String category) implements ReadResult {}

    /**
     * A record that cannot be read; it goes to the dead letters.
     *
     * @param reason stable code, such as {@code not-json}
     */
    record Unreadable(String reason) implements ReadResult {}
}
