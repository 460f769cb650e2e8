package io.dspt.monitor.benchmarks.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessTest {

    @Test
    void shouldServeInAProcessOfItsOwnUntilItIsClosed(@TempDir Path folder) throws Exception {
        // Given
        long pid;
        try (BrokerProcess broker = BrokerProcess.start(folder)) {
            pid = broker.pid();

            // When it is asked for its topics
            try (Admin admin =
                    Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {

                // Then it answers, from another process
                assertEquals(0, admin.listTopics().names().get().size());
                assertTrue(broker.alive());
                assertNotEquals(ProcessHandle.current().pid(), pid);
            }
        }

        // And it is gone when it is closed
        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }
}
