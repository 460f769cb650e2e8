package io.dspt.monitor.ingest.eventgrid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** What senders may know. There can be several, so that one can be exchanged without refusing whoever has the other. */
public final class SharedSecrets {
    private static final int LEAST_CHARACTERS = 16;

    private final List<byte[]> digests;

    /**
     * These secrets.
     *
     * @throws IllegalArgumentException when there is none, or one that could be guessed
     */
    public SharedSecrets(List<String> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("there is no secret");
        }
        if (secrets.stream().anyMatch(secret -> secret.length() < LEAST_CHARACTERS)) {
            throw new IllegalArgumentException("a secret has at least " + LEAST_CHARACTERS + " characters");
        }
        this.digests = secrets.stream().map(SharedSecrets::digest).toList();
    }

    /**
     * Reads a file with one secret a line.
     *
     * @throws IOException when it cannot be read
     */
    public static SharedSecrets read(Path file) throws IOException {
        return new SharedSecrets(Files.readString(file, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList());
    }

    /** Whether this is one of them; how long that takes tells nothing of them. */
    boolean has(String told) {
        byte[] digest = digest(told);
        boolean found = false;
        for (byte[] known : digests) {
            found |= MessageDigest.isEqual(known, digest);
        }
        return found;
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Nothing of them. */
    @Override
    public String toString() {
        return "SharedSecrets[" + digests.size() + "]";
    }
}
