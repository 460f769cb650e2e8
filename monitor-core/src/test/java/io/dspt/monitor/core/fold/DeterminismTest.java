package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.finding.Disposition;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same log gives the same outputs, byte for byte. */
class DeterminismTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    /** A day of everything: writes in halves, many at once, sign-ins, roles, junk, acts, another rule set. */
    private static void day(EstateLogRunner log) {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            Instant at = NINE.plusSeconds(37L * i - random.nextInt(600));
            String account = AzureJson.storageAccount("st" + random.nextInt(20));
            switch (random.nextInt(8)) {
                case 0 ->
                    log.send(AzureJson.write(account)
                            .started()
                            .body(Map.of("location", random.nextBoolean() ? "westeurope" : "uksouth"))
                            .at(at)
                            .request("r" + i / 8)
                            .json());
                case 1 ->
                    log.send(
                            AzureJson.write(account).at(at).request("r" + i / 8).json());
                case 2 ->
                    log.send(AzureJson.write(account)
                            .created()
                            .body(Map.of("location", "northeurope", "sku", Map.of("name", "Standard_GRS")))
                            .at(at)
                            .json());
                case 3 -> log.send(AzureJson.delete(account).at(at).json());
                case 4 ->
                    log.send(AzureJson.signIn(AzureJson.user(random.nextInt(5)), at)
                            .client("IMAP4")
                            .json());
                case 5 -> log.send(AzureJson.roleOutsidePim(AzureJson.user(random.nextInt(5)), "Global Reader", at));
                case 6 -> log.send(AzureJson.roleRemoved(AzureJson.user(random.nextInt(5)), "Global Reader", at));
                default -> log.send("{\"category\":\"Odd" + random.nextInt(3) + "\"}\n{broken");
            }
            if (i == 150) {
                log.send(AzureJson.write(AzureJson.securityGroup("nsg-pacs"))
                        .body(Map.of(
                                "properties",
                                Map.of(
                                        "securityRules",
                                        IntStream.range(0, 500)
                                                .mapToObj(n -> AzureJson.openRule("r" + n))
                                                .toList())))
                        .at(at)
                        .json());
                log.use(TestRules.bundle(TestRules.inUkSouth("TST-001", "microsoft.storage/storageaccounts")));
            } else if (i == 200) {
                log.control(ControlRecord.FindingAct.dispose(
                        log.findings().get(0).id(), Disposition.FALSE_POSITIVE, "sam", "known", at));
                log.use(EstateLogRunner.BUILT_IN);
            } else if (i % 50 == 0) {
                log.control(new ControlRecord.Checkpoint("c" + i));
            }
        }
        log.workOff();
    }

    @Test
    void shouldGiveTheSameOutputsTwice() {
        // Given
        EstateLogRunner first = EstateLogRunner.replay();
        EstateLogRunner second = EstateLogRunner.replay();

        // When
        day(first);
        day(second);

        // Then
        assertTrue(first.outputs().size() > 1_000, "outputs: " + first.outputs().size());
        assertArrayEquals(first.outputsAsBytes(), second.outputsAsBytes());
    }

    @Test
    void shouldGiveTheSameOutputsWhenTheHostRestartsBeforeEveryStep() {
        // Given
        EstateLogRunner steady = EstateLogRunner.replay();
        EstateLogRunner restarting = EstateLogRunner.replay().restartingBeforeEachStep();

        // When
        day(steady);
        day(restarting);

        // Then
        assertEquals(steady.outputs().size(), restarting.outputs().size());
        assertArrayEquals(steady.outputsAsBytes(), restarting.outputsAsBytes());
        assertEquals(Sha256.hex(steady.stateAsBytes()), Sha256.hex(restarting.stateAsBytes()));
    }
}
