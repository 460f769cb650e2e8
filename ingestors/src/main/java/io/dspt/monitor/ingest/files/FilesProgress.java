package io.dspt.monitor.ingest.files;

/** Is told what becomes of the input, for a person to follow. Called from the thread that ingests. */
public interface FilesProgress {

    /** A file in a folder is no log by its name. */
    void skipped(String source);

    /** Something could not be read, wholly or from some point on. */
    void unreadable(String source, String why);

    /** A file was ingested by an earlier run. */
    void alreadyIngested(String source);

    /** One more element is on its way into the log. */
    void element(String source);
}
