package io.dspt.monitor.core.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.azure.SlicedElement.Element;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cuts and corrupts samples at many places, the same ones in every run: nothing may throw, and what is whole survives. */
final class DamagedInputTest {
    private static final AzureRecordReader READER = new AzureRecordReader(ResourcePropertyTable.builtIn());
    private static final RecordMask MASK = new RecordMask("a key of invented test bytes".getBytes(UTF_8));

    private static final String RECORD =
            "{\"time\":\"2026-03-02T09:00:0NUMBERZ\",\"category\":\"Administrative\",\"resultType\":\"Success\","
                    + "\"operationName\":\"Microsoft.Storage/storageAccounts/write\",\"resourceId\":\"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/aNUMBER\","
                    + "\"properties\":{\"requestbody\":\"{\\\"location\\\":\\\"uksouth\\\",\\\"tags\\\":{\\\"a\\\":\\\"\\u00e9]}\\\"}}\",\"uri\":\"https://a.blob.core.windows.net/c/x?sv=1&sig=ab%2Bcd\"}}";
    private static final String SIGN_IN =
            "{\"category\":\"SignInLogs\",\"createdDateTime\":\"3/2/2026 9:00:00 AM\",\"properties\":{\"userId\":\"u\",\"status\":{\"errorCode\":0},"
                    + "\"authenticationDetails\":[{\"authenticationMethod\":\"Password\",\"succeeded\":true}],\"networkLocationDetails\":[]}}";
    private static final String AUDIT =
            "{\"category\":\"AuditLogs\",\"time\":\"2026-03-02T09:00:00Z\",\"operationName\":\"Update conditional access policy\",\"properties\":{\"initiatedBy\":{\"user\":{\"id\":\"u\"}},"
                    + "\"targetResources\":[{\"id\":\"p\",\"type\":\"Policy\",\"modifiedProperties\":[{\"displayName\":\"ConditionalAccessPolicy\",\"oldValue\":\"{\\\"state\\\":\\\"enabled\\\"}\",\"newValue\":null}]}]}}";
    private static final String EVENT =
            "{\"eventType\":\"Microsoft.PolicyInsights.PolicyStateChanged\",\"subject\":\"/subscriptions/s\",\"eventTime\":\"2026-03-02T09:00:00Z\","
                    + "\"data\":{\"timestamp\":\"2026-03-02T09:00:00Z\",\"policyAssignmentId\":\"/a/b\",\"policyDefinitionId\":\"/d/e\",\"complianceState\":\"NonCompliant\"}}";

    private static String record(int number) {
        return RECORD.replace("NUMBER", Integer.toString(number));
    }

    static List<String> samples() {
        String first = record(1);
        String second = record(2);
        String third = record(3);
        return List.of(
                "{\"records\":[" + first + "," + second + ", " + SIGN_IN + "]}",
                first + "\n" + SIGN_IN + "\n" + AUDIT + "\r\n" + EVENT + "\n",
                "[\n  " + first + ",\n  {\"records\":[" + second + "]},\n  " + AUDIT + "\n]\n",
                "{\n  \"value\": [\n" + SIGN_IN + "\n]\n}\n{\n  \"category\": \"x\"\n}\n" + third,
                "{\"tables\":[{\"name\":\"t\",\"columns\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"rows\":[[1,\"x\"],[2,{\"y\":[]}]]}]}");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldKeepWhatIsWholeBeforeACut(String sample) {
        byte[] whole = sample.getBytes(UTF_8);
        List<SlicedElement> all = EnvelopeSlicer.slice(whole);
        boolean rows = sample.contains("\"tables\"");

        for (int cut = 0; cut <= whole.length; cut++) {
            // When
            List<SlicedElement> kept = EnvelopeSlicer.slice(Arrays.copyOf(whole, cut));

            // Then every element whose bytes lie before the cut is there, in order
            int from = 0;
            int next = 0;
            for (SlicedElement element : rows ? List.<SlicedElement>of() : all) {
                int at = sample.indexOf(new String(element.bytes(), UTF_8), from);
                from = at + element.bytes().length;
                if (sample.substring(0, from).getBytes(UTF_8).length > cut) {
                    break;
                }
                int position = next++;
                int length = cut;
                assertTrue(kept.size() > position, () -> "cut at " + length + " lost " + element.position());
                assertArrayEquals(element.bytes(), kept.get(position).bytes(), () -> "cut at " + length);
            }
            if (cut % 7 == 0) {
                kept.forEach(DamagedInputTest::process);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldSurviveAnyByteAnywhere(String sample) {
        byte[] whole = sample.getBytes(UTF_8);
        byte[] worst = {'{', '}', '[', ']', '"', '\\', ',', ':', '\n', ' ', 0, (byte) 0xff, (byte) 0xc3, '9', '\''};

        for (int at = 0; at < whole.length; at++) {
            // Three of them at each place: all of them at every place takes a minute and finds no more.
            for (int i = 0; i < 3; i++) {
                byte[] damaged = whole.clone();
                damaged[at] = worst[(3 * at + i) % worst.length];
                EnvelopeSlicer.slice(damaged).forEach(DamagedInputTest::process);
            }
        }
    }

    @Test
    void shouldSurviveRandomDamage() {
        // Given a fixed seed, so that a failure repeats
        Random random = new Random(20260302);
        byte[] whole = String.join("\n", samples()).getBytes(UTF_8);

        for (int round = 0; round < 500; round++) {
            byte[] damaged = whole.clone();
            int from = random.nextInt(damaged.length);
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            EnvelopeSlicer.slice(Arrays.copyOfRange(damaged, from, damaged.length))
                    .forEach(DamagedInputTest::process);
        }
    }

    @Test
    void shouldLoseNothingButTheDamagedElementOfAnEnvelope() {
        // Given an envelope of three records, and a byte in the value of the second that no string may hold
        byte[] whole = ("{\"records\":[" + record(1) + "," + record(2) + "," + record(3) + "]}").getBytes(UTF_8);
        List<SlicedElement> all = EnvelopeSlicer.slice(whole);
        int second = new String(whole, UTF_8).indexOf("storageAccounts/a2");
        byte[] damaged = whole.clone();
        damaged[second] = 7;

        // When
        List<SlicedElement> kept = EnvelopeSlicer.slice(damaged);

        // Then
        assertTrue(kept.get(1) instanceof SlicedElement.Malformed);
        assertArrayEquals(all.get(0).bytes(), kept.get(0).bytes());
        assertArrayEquals(all.get(2).bytes(), kept.get(2).bytes());
    }

    private static void process(SlicedElement element) {
        byte[] masked = MASK.mask(element.bytes());
        assertArrayEquals(masked, MASK.mask(masked));
        ReadResult result = READER.read(masked);
        if (element instanceof Element) {
            assertTrue(!result.toString().toLowerCase(Locale.ROOT).contains("reason=not-an-object"));
        }
        if (result instanceof ReadResult.Parsed parsed) {
            Facts.all().forEach(fact -> assertNotNull(parsed.event().facts().read(fact)));
            ReadRecord.TABLE
                    .facts()
                    .forEach(fact -> assertNotNull(parsed.event().facts().read(fact)));
        }
    }
}
