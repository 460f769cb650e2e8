package io.dspt.monitor.quickstart;

import java.io.IOException;
import java.nio.file.Path;

/** A Kafka for tests: three brokers in containers where there is an image, or one in this JVM. */
interface Brokers extends AutoCloseable {

    /**
     * Starts three brokers of the image that the environment names, or one in this JVM where it names none, and says which.
     *
     * @param folder where they keep their data
     */
    static Brokers atHand(Path folder) throws IOException, InterruptedException {
        String image = ImageContainer.image();
        if (image == null) {
            System.err.println("brokers: ONE, in this JVM; DSPT_IMAGE names no image to start three of");
            return inThisJvm(folder);
        }
        System.err.println("brokers: three containers of " + image);
        return ThreeBrokers.start(image, folder);
    }

    /** Starts one in this JVM. */
    static Brokers inThisJvm(Path folder) throws IOException {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder);
        return new Brokers() {
            @Override
            public String bootstrapServers() {
                return kafka.bootstrapServers();
            }

            @Override
            public int count() {
                return 1;
            }

            @Override
            public void kill(int node) {
                throw new UnsupportedOperationException("the only broker is not killed: this JVM would go with it");
            }

            @Override
            public void start(int node) {
                throw new UnsupportedOperationException("the only broker is running");
            }

            @Override
            public void close() {
                kafka.close();
            }
        };
    }

    String bootstrapServers();

    /** How many there are, and copies of each partition. */
    int count();

    /** Kills one with a signal it cannot hear. */
    void kill(int node);

    /** Starts one that was killed, on the data it had. */
    void start(int node);

    @Override
    void close();
}
