package io.dspt.monitor.ingest.eventgrid;

/**
 * Bounds of the JDK's HTTP server, which has them for the whole process, read when its first server is made: without them a
 * sender that says its request a byte a minute would hold a thread for ever. What was given on the command line stays.
 */
final class HttpServerBounds {
    private static final String MOST_SECONDS_OF_A_REQUEST = "30";
    /** Longer than records may take to be safe. */
    private static final String MOST_SECONDS_OF_AN_ANSWER = "60";

    private static final String MOST_CONNECTIONS = "1000";

    private HttpServerBounds() {}

    static void set() {
        bound("sun.net.httpserver.maxReqTime", MOST_SECONDS_OF_A_REQUEST);
        bound("sun.net.httpserver.maxRspTime", MOST_SECONDS_OF_AN_ANSWER);
        bound("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
    }

    private static void bound(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
