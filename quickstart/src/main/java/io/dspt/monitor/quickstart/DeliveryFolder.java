package io.dspt.monitor.quickstart;

import io.dspt.monitor.streams.report.SummaryReport.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder that summaries are handed over to. What a run that was cut off left there is replaced.
 *
 * @param root it need not be there yet
 */
record DeliveryFolder(Path root) implements DeliveryPlace {

    @Override
    public void put(String name, Format format, byte[] content) throws IOException {
        Path file = root.resolve(name);
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path unfinished = Files.write(file.resolveSibling(file.getFileName() + ".new"), content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
