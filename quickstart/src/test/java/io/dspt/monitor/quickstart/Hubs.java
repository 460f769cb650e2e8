package io.dspt.monitor.quickstart;

import io.dspt.monitor.azure.fakes.FakeEventHubs;
import org.jspecify.annotations.Nullable;
import org.testcontainers.azure.AzuriteContainer;
import org.testcontainers.azure.EventHubsEmulatorContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * A namespace of Event Hubs with one hub, for tests: Microsoft's emulator where the environment names its image and that of
 * the store it needs, or our own fake in this JVM. Azure's own SDK speaks to both.
 */
interface Hubs extends AutoCloseable {
    String HUB = "activity";
    String CONSUMER_GROUP = "dspt-monitor";
    int PARTITIONS = 4;

    /** Starts what there is, and says which. */
    static Hubs atHand() {
        @Nullable String emulator = System.getenv("DSPT_EVENTHUBS_EMULATOR_IMAGE");
        @Nullable String azurite = System.getenv("DSPT_AZURITE_IMAGE");
        if (emulator == null || azurite == null) {
            System.err.println("hubs: our FAKE, in this JVM; DSPT_EVENTHUBS_EMULATOR_IMAGE and DSPT_AZURITE_IMAGE name"
                    + " no images of the emulator");
            return fake();
        }
        System.err.println("hubs: the emulator, " + emulator);
        return emulator(emulator, azurite);
    }

    private static Hubs fake() {
        FakeEventHubs namespace = FakeEventHubs.start();
        namespace.hub(HUB, PARTITIONS).addConsumerGroup(CONSUMER_GROUP);
        return new Hubs() {
            @Override
            public String connectionString() {
                return namespace.connectionString(HUB);
            }

            @Override
            public void close() {
                namespace.close();
            }
        };
    }

    private static Hubs emulator(String image, String azuriteImage) {
        Network network = Network.newNetwork();
        AzuriteContainer azurite = new AzuriteContainer(DockerImageName.parse(azuriteImage)
                        .asCompatibleSubstituteFor("mcr.microsoft.com/azure-storage/azurite"))
                .withNetwork(network);
        EventHubsEmulatorContainer emulator = new EventHubsEmulatorContainer(DockerImageName.parse(image)
                        .asCompatibleSubstituteFor("mcr.microsoft.com/azure-messaging/eventhubs-emulator"))
                .acceptLicense()
                .withNetwork(network)
                .withAzuriteContainer(azurite)
                .withConfig(Transferable.of("""
                        {"UserConfig":{"NamespaceConfig":[{"Type":"EventHub","Name":"emulatorNs1","Entities":[{"Name":"%s","PartitionCount":"%s","ConsumerGroups":[{"Name":"%s"}]}]}],"LoggingConfig":{"Type":"File"}}}""".formatted(HUB, Integer.toString(PARTITIONS), CONSUMER_GROUP)));
        emulator.start();
        return new Hubs() {
            @Override
            public String connectionString() {
                return emulator.getConnectionString() + "EntityPath=" + HUB;
            }

            @Override
            public void close() {
                emulator.stop();
                azurite.stop();
                network.close();
            }
        };
    }

    /** What a client needs to reach the hub. */
    String connectionString();

    @Override
    void close();
}
