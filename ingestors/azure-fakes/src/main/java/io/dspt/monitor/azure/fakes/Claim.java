package io.dspt.monitor.azure.fakes;

/** What a shared access key allows, as Azure's access policies name it. */
public enum Claim {
    /** Read events, and ask for the properties of hubs and partitions. */
    LISTEN("Listen"),
    /** Send events, and ask for the properties of hubs and partitions. */
    SEND("Send"),
    /** All of it. */
    MANAGE("Manage");

    private final String text;

    Claim(String text) {
        this.text = text;
    }

    /** How Azure writes it. */
    String text() {
        return text;
    }
}
