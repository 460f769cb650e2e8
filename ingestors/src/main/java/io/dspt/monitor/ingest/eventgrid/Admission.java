package io.dspt.monitor.ingest.eventgrid;

/** Whether whoever sends a request may. */
sealed interface Admission {

    /** They may. */
    record Granted() implements Admission {}

    /**
     * They may not, and asking again changes nothing.
     *
     * @param reason stable code
     */
    record Refused(String reason) implements Admission {}

    /**
     * That cannot be told now.
     *
     * @param why for whoever runs the ingestor
     */
    record Undecided(String why) implements Admission {}
}
