package io.dspt.monitor.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What the program in an audit pack says of it, run by a Java that has nothing else.
 *
 * @param exitCode 0 when all holds
 * @param text all that was printed
 */
record Verification(int exitCode, String text) {

    /** Unpacks a pack into a folder that is not there yet, and runs the program in it. */
    static Verification ofPack(Path zip, Path folder) throws IOException, InterruptedException {
        Path pack = folder.resolve(unzip(zip, folder));
        Path said = folder.resolve("said.txt");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", "verifier/verify.jar");
        java.environment().clear();
        Process process = java.directory(pack.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("the verifier did not end");
        }
        return new Verification(process.exitValue(), Files.readString(said));
    }

    /** Gives the one folder that everything lies in. */
    private static String unzip(Path zip, Path folder) throws IOException {
        String top = "";
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new AssertionError("leads out of the folder: " + entry.getName());
                }
                top = entry.getName().substring(0, entry.getName().indexOf('/'));
                Files.createDirectories(file.getParent());
                Files.write(file, in.readAllBytes());
            }
        }
        return top;
    }
}
