package io.dspt.monitor.core.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a secret, an object's name or a patient's id may stand, it does not come out again. */
final class MaskPlacementsTest {
    private static final List<String> NEVER = List.of("SEKRET", "JANEDOE", "9434765919", "1.2.826.0.1.999");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordMask mask = new RecordMask("a key of invented test bytes".getBytes(UTF_8));

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Signatures and keys
                "{\"uri\":\"https://x.blob.core.windows.net/c/b?sv=1&SIG=SEKRET\"}",
                "{\"p\":\"%2526sig%253DSEKRET\"}",
                "{\"p\":\"{\\\"u\\\":\\\"?sv=1\\\\u0026sig\\\\u003dSEKRET\\\"}\"}",
                "{\"q\":{\"sv\":\"1\",\"sig\":\"SEKRET\"}}",
                "{\"q\":\"{\\\"sig\\\":\\\"SEKRET\\\"}\"}",
                "{\"s\":\"sig = SEKRET\"}",
                "{\"statement\":\"CREATE CREDENTIAL c WITH SECRET='sv=1&sig=SEKRET'\"}",
                "{\"x-ms-copy-source\":\"https://y.blob.core.windows.net/c/JANEDOE?sig=SEKRET\"}",
                "{\"accountKey\":\"SEKRET==\",\"primaryKey\":\"SEKRET\"}",
                "{\"access_token\":\"SEKRET\",\"refresh_token\":\"SEKRET\"}",
                "{\"adminPassword\":{\"value\":\"SEKRET\"}}",
                "{\"b\":\"grant_type=client_credentials&client_secret=SEKRET&x=1\"}",
                "{\"b\":\"Authorization: SharedKey acct:SEKRETSEKRETSEKRETSEKRET=\"}",
                "{\"a\":\"Basic SEKRETSEKRETSEKRETSEKRET=\"}",
                "{\"u\":\"https://f.example/api?code=SEKRETSEKRETSEKRETSEKRETSEKRETSEKRET==\"}",
                "{\"t\":\"eyJhbGciOiJub25lIn0%2EeyJzdWIiOiJpbnZlbnRlZCJ9%2ESEKRET\"}",
                "{\"t\":\"eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4In0..SEKRET.SEKRET.SEKRET\"}",
                // Objects in storage
                "{\"uri\":\"HTTPS://X.BLOB.CORE.WINDOWS.NET/C/JANEDOE/1.DCM?SV=1\"}",
                "{\"uri\":\"https%3A%2F%2Fx.blob.core.windows.net%2Fc%2FJANEDOE%2F1.dcm%3Fsv%3D1%26sig%3DSEKRET\"}",
                "{\"uri\":\"https%253A%252F%252Fx.blob.core.windows.net%252Fc%252FJANEDOE%253Fsv%253D1\"}",
                "{\"uri\":\"x.blob.core.windows.net/c/JANEDOE\"}",
                "{\"uri\":\"https://x.z33.web.core.windows.net/JANEDOE/1\"}",
                "{\"uri\":\"abfss://c@x.dfs.core.windows.net/JANEDOE\"}",
                "{\"uri\":\"\\\\\\\\x.file.core.windows.net\\\\share\\\\JANEDOE\\\\1.doc\"}",
                "{\"data\":{\"url\":\"https://x.blob.core.windows.net/c/A JANEDOE/1.dcm\"}}",
                "{\"subject\":\"/blobServices/default/containers/c/blobs/A JANEDOE/1.dcm\"}",
                "{\"subject\":\"\\/blobServices\\/default\\/containers\\/c\\/blobs\\/JANEDOE\"}",
                "{\"object_key\":\"/x/c/JANEDOE\",\"objectKey_s\":\"/x/c/JANEDOE\"}",
                "{\"objectKey\":[\"/x/c/JANEDOE\"]}",
                "{\"p\":\"{'objectKey':'/x/c/JANEDOE'}\"}",
                "objectKey=/x/c/JANEDOE other",
                // Patients
                "{\"u\":\"https://x.dicom.azurehealthcareapis.com/v1/studies?00100020=9434765919&PatientName=JANEDOE\"}",
                "{\"u\":\"https://x.fhir.azurehealthcareapis.com/Basic/9434765919\"}",
                "{\"u\":\"https://x.fhir.azurehealthcareapis.com/Patient?9434765919\"}",
                "{\"u\":\"https%3A%2F%2Fx.fhir.azurehealthcareapis.com%2FPatient%2F9434765919\"}",
                "{\"subject\":\"a.fhir.azurehealthcareapis.com/Patient/9434765919\",\"data\":{\"resourceFhirId\":\"9434765919\"}}",
                "{\"data\":{\"imageStudyInstanceUid\":\"1.2.826.0.1.999\",\"imageSopInstanceUid\":\"1.2.826.0.1.999.2\"}}",
                "{\"reference\":\"Patient/9434765919\",\"patientId\":9434765919}",
                "{\"p\":\"{\\\"patientId\\\": 9434765919}\"}",
                "{\"statement\":\"select * from visits where name = 'JANEDOE' and nhs = 9434765919\"}",
                "{\"p\":\"{\\\"statement_s\\\":\\\"exec find @nhs = '9434765919'\\\"}\"}",
                "{\"u\":\"/fhir/patient/9434765919\"}",
                "{\"u\":\"/Patient%2F9434765919\"}",
                "{\"requestQuery\":\"identifier=9434765919&x=1\"}",
                "{\"u\":\"/v2/studies?PatientID:exact=9434765919\"}",
                "{\"u\":\"/wado?requestType=WADO&studyUID=1.2.826.0.1.999\"}"
            })
    void shouldNotComeOutAgain(String given) throws IOException {
        // When
        byte[] once = mask.mask(given.getBytes(UTF_8));

        // Then it is gone, JSON is still JSON, and masking again changes nothing
        String masked = new String(once, UTF_8);
        NEVER.forEach(secret -> assertFalse(masked.contains(secret), masked));
        if (given.startsWith("{")) {
            JSON.readTree(masked);
        }
        assertArrayEquals(once, mask.mask(once));

        // And it is gone from text that was cut off as well
        String cut = new String(mask.mask(given.substring(0, given.length() - 1).getBytes(UTF_8)), UTF_8);
        NEVER.forEach(secret -> assertFalse(cut.contains(secret), cut));
    }

    @Test
    void shouldKeepAccountContainerAndTypeForTheRules() {
        String masked = new String(
                mask.mask(
                        ("{\"u\":\"abfss://scans@acct.dfs.core.windows.net/JANEDOE\",\"s\":\"/blobServices/default/containers/"
                                        + "scans/blobs/JANEDOE\",\"f\":\"\\\\\\\\acct.file.core.windows.net\\\\scans\\\\JANEDOE\"}")
                                .getBytes(UTF_8)),
                UTF_8);

        for (String kept : List.of(
                "abfss://scans@acct.dfs.core.windows.net/masked:",
                "/containers/scans/blobs/masked:",
                "acct.file.core.windows.net\\\\scans\\\\masked:")) {
            assertTrue(masked.contains(kept), masked);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"http://schemas.microsoft.com/identity/claims/objectidentifier\":\"0b1f6471-1bf0-4dda-aec3-cb9272f09590\"}",
                "{\"tokenHash\":\"key1(ab),SasSignature(cd)\",\"patientData\":\"yes\",\"config\":\"x\",\"passwordPolicies\":\"None\"}",
                "{\"resourceId\":\"/subscriptions/0/resourceGroups/PATIENT/providers/Microsoft.Storage/storageAccounts/a/blobServices/default/containers/c\"}",
                "{\"appDisplayName\":\"Patient portal\",\"sku\":\"Basic\",\"message\":\"Basic authentication was refused\"}",
                "{\"u\":\"https://management.azure.com/subscriptions/0/providers/Microsoft.Web/sites?api-version=2024-01-01\"}"
            })
    void shouldLeaveWhatOnlyResemblesThem(String element) {
        byte[] bytes = element.getBytes(UTF_8);

        assertSame(bytes, mask.mask(bytes));
    }
}
