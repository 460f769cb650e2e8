package io.dspt.monitor.core.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordMaskTest {
    private static final Pattern TOKEN = Pattern.compile("masked:[0-9a-f]{16}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordMask mask = new RecordMask("a key of invented test bytes".getBytes(UTF_8));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                // SAS signatures, however the query is written
                "\"uri\":\"https://a.example/c?sv=1&sig=abc%2Bd%3D&se=2\"|\"uri\":\"https://a.example/c?sv=1&sig=M&se=2\"",
                "\"uri\":\"https://a.example/c?sv=1\\u0026sig=abc\\u002bd\\u003d\\u0026se=2\"|\"uri\":\"https://a.example/c?sv=1\\u0026sig=M\\u0026se=2\"",
                "\"x\":\"?sv=1&amp;sig=abcd&amp;se=2\"|\"x\":\"?sv=1&amp;sig=M&amp;se=2\"",
                "\"x\":\"%3Fsig%3Dabc%252Bd%26se%3D1\"|\"x\":\"%3Fsig%3DM%26se%3D1\"",
                // Keys of connection strings
                "\"x\":\"AccountName=a;AccountKey=ab+/c==;EndpointSuffix=e\"|\"x\":\"AccountName=a;AccountKey=M;EndpointSuffix=e\"",
                "\"x\":\"SharedAccessKeyName=n;SharedAccessKey=ab\\/c\\u003d\"|\"x\":\"SharedAccessKeyName=n;SharedAccessKey=M\"",
                // Tokens
                "\"t\":\"eyJhbGciOiJub25lIn0.eyJzdWIiOiJpbnZlbnRlZCJ9.c2ln\"|\"t\":\"M\"",
                "\"h\":\"Authorization: Bearer abcdefghijklmnop1234\"|\"h\":\"Authorization: Bearer M\"",
                // Objects below a container, plain and in nested JSON
                "\"objectKey\":\"/acct/scans/Jane Doe/1.dcm\"|\"objectKey\":\"/acct/scans/M\"",
                "\"objectKey\" : \"/acct/scans/a\\\"b\\\\\",\"y\":1|\"objectKey\" : \"/acct/scans/M\",\"y\":1",
                "\"p\":\"{\\\"objectKey\\\":\\\"/acct/scans/1.dcm\\\",\\\"z\\\":1}\"|\"p\":\"{\\\"objectKey\\\":\\\"/acct/scans/M\\\",\\\"z\\\":1}\"",
                "\"uri\":\"https://acct.blob.core.windows.net:443/scans/9434765919/1.dcm?sv=1&sig=ab12&se=2\"|\"uri\":\"https://acct.blob.core.windows.net:443/scans/M?sv=1&sig=M&se=2\"",
                "\"uri\":\"https:\\/\\/acct.dfs.core.windows.net\\/scans\\/a\\/b\"|\"uri\":\"https:\\/\\/acct.dfs.core.windows.net\\/scans\\/M\"",
                "\"uri\":\"https://acct.blob.core.windows.net/scans?restype=container&comp=list&prefix=Jane\"|\"uri\":\"https://acct.blob.core.windows.net/scans?restype=container&comp=list&prefix=M\"",
                "\"uri\":\"https://acct.table.core.windows.net/people(PartitionKey='a',RowKey='9')\"|\"uri\":\"https://acct.table.core.windows.net/people(M)\"",
                // FHIR and DICOM
                "\"RequestUri\":\"https://x-fhir.fhir.azurehealthcareapis.com/Patient/9434765919/_history/2\"|\"RequestUri\":\"https://x-fhir.fhir.azurehealthcareapis.com/Patient/M/_history/M\"",
                "\"RequestUri\":\"https://x.azurehealthcareapis.com:443/Patient?name=Jane&_count=10&birthdate=1950-01-01\"|\"RequestUri\":\"https://x.azurehealthcareapis.com:443/Patient?name=M&_count=10&birthdate=M\"",
                "\"RequestUri\":\"https://x.azurehealthcareapis.com/Patient/Jane/Observation\"|\"RequestUri\":\"https://x.azurehealthcareapis.com/Patient/M/Observation\"",
                "\"u\":\"https://x-d.dicom.azurehealthcareapis.com/v1/studies/1.2.826.0.1/series/1.2.3.4.5\"|\"u\":\"https://x-d.dicom.azurehealthcareapis.com/v1/studies/M/series/M\"",
                "\"u\":\"https://fhir.trust.example.nhs.uk/r4/Patient/9434765919/$everything\"|\"u\":\"https://fhir.trust.example.nhs.uk/r4/Patient/M/$everything\"",
                "\"u\":\"/Patient?identifier=9434765919\\u0026_count=5\"|\"u\":\"/Patient?identifier=M\\u0026_count=5\"",
                "\"u\":\"https://pacs.example.nhs.uk/wado/studies/1.2.840.1/metadata\"|\"u\":\"https://pacs.example.nhs.uk/wado/studies/M/metadata\"",
            })
    void shouldMask(String given, String expected) throws IOException {
        // Given
        byte[] element = ("{" + given + "}").getBytes(UTF_8);

        // When
        String masked = new String(mask.mask(element), UTF_8);

        // Then it is masked, still JSON, and masking it again changes nothing
        assertEquals("{" + expected + "}", TOKEN.matcher(masked).replaceAll("M"));
        JSON.readTree(masked);
        byte[] once = masked.getBytes(UTF_8);
        assertSame(once, mask.mask(once));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"resourceId\":\"/subscriptions/0/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a\"}",
                "{\"id\":\"https://v.vault.azure.net/secrets/epr-connection/0123456789abcdef\"}",
                "{\"objectKey\":\"/acct/scans\",\"uri\":\"https://acct.blob.core.windows.net/scans?comp=acl\"}",
                "{\"design=\":\"x\",\"token_type\":\"Bearer\",\"operationName\":\"Microsoft.Storage/storageAccounts/listKeys/action\"}",
                "{\"r\":\"https://x.fhir.azurehealthcareapis.com/metadata\",\"p\":\"/Patient/$export\"}",
            })
    void shouldReturnTheSameArrayWhenThereIsNothingToMask(String element) {
        byte[] bytes = element.getBytes(UTF_8);
        assertSame(bytes, mask.mask(bytes));
    }

    @Test
    void shouldKeepEquality() {
        // Given the same object twice, and another
        String masked = masked(
                "{\"objectKey\":\"/a/c/x/1\"} {\"uri\":\"https://a.blob.core.windows.net/c/x/1\"} {\"objectKey\":\"/a/c/x/2\"}");

        // When
        var tokens = TOKEN.matcher(masked).results().map(match -> match.group()).toList();

        // Then
        assertEquals(3, tokens.size());
        assertEquals(tokens.get(0), tokens.get(1));
        assertNotEquals(tokens.get(0), tokens.get(2));
        assertNotEquals(
                masked,
                new String(
                        new RecordMask("another key of test bytes".getBytes(UTF_8))
                                .mask("{\"objectKey\":\"/a/c/x/1\"}".getBytes(UTF_8)),
                        UTF_8));
    }

    @Test
    void shouldMaskTextThatIsNotJson() {
        String masked =
                masked("{'objectKey': \"/a/c/Jane Doe\n https://a.blob.core.windows.net/c/Jane?sig=abcd' , broken");

        assertFalse(masked.contains("Jane"), masked);
        assertFalse(masked.contains("abcd"), masked);
    }

    @Test
    void shouldLeaveBytesThatAreNoTextAsTheyWere() {
        byte[] element = {(byte) 0xff, (byte) 0xc3, '?', 's', 'i', 'g', '=', 'a', 'b', (byte) 0xfe};

        byte[] masked = mask.mask(element);

        assertEquals((byte) 0xff, masked[0]);
        assertEquals((byte) 0xfe, masked[masked.length - 1]);
        assertArrayEquals(new byte[] {'s', 'i', 'g', '=', 'm'}, java.util.Arrays.copyOfRange(masked, 3, 8));
    }

    @Test
    void shouldKeepTheValuesAroundTheMask() throws IOException {
        String masked =
                masked("{\"a\":\"é\",\"uri\":\"https://acct.blob.core.windows.net/c/ü/\\u00e9 x\",\"b\":[1.50]}");

        JsonNode read = JSON.readTree(masked);

        assertEquals("é", read.get("a").asText());
        assertEquals(1, read.get("b").size());
    }

    @ParameterizedTest
    @Timeout(60)
    @ValueSource(
            strings = {
                "\\",
                "a",
                "/",
                " ",
                "=",
                "eyJ",
                "eyJaaaaaaaa.",
                "sig=",
                "?sig=a",
                "%26",
                "\"objectKey\":\"",
                "https://",
                "https://a.blob.core.windows.net/",
                "https://a.b.c.",
                "/Patient/",
                "/Patient?",
                "\\u0026",
                "studies/",
                "bearer ",
                "AccountKey=",
                "1.",
                "\\/"
            })
    void shouldTakeNeitherLongNorAStackForHostileText(String repeated) {
        // Given each of these many times over, where the patterns' loops run
        for (String start : List.of(
                "",
                "?sig=",
                "\"objectKey\":\"/a/b/",
                "https://a.blob.core.windows.net/c/",
                "https://x.azurehealthcareapis.com/Patient?a=",
                "/Patient/")) {
            String text = start + repeated.repeat(100_000 / repeated.length());

            String once = masked(text);

            assertEquals(once, masked(once));
        }
    }

    @Test
    void shouldRefuseAShortKey() {
        assertThrows(IllegalArgumentException.class, () -> new RecordMask(new byte[15]));
    }

    private String masked(String text) {
        return new String(mask.mask(text.getBytes(UTF_8)), UTF_8);
    }
}
