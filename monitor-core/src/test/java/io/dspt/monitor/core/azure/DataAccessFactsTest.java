package io.dspt.monitor.core.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What records of accesses to data say beyond who, what and when. */
class DataAccessFactsTest {
    private static final String ACCOUNT =
            "/subscriptions/7d1c9a52-0000-4000-8000-000000000b01/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stletters";
    private static final String BLOBS = ACCOUNT + "/blobServices/default";
    private static final String SIGNED =
            "https://stletters.blob.core.windows.net/letters/masked:1?sv=2022-11-02&%s&sr=c&sig=masked:2";

    private static ReadRecord storage(String members) {
        return ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'StorageRead','operationName':'GetBlob'," + members + "}");
    }

    private static ReadRecord at(String service, String category, String operation, String members) {
        return ReadRecord.of("{'time':'2026-03-02T09:00:00Z','category':'" + category + "','operationName':'"
                + operation
                + "','resourceId':'/subscriptions/7d1c9a52-0000-4000-8000-000000000b01/resourceGroups/rg/providers/"
                + service + "'," + members + "}");
    }

    @Test
    void shouldReadWhatWasReachedInStorage() {
        // Given
        ReadRecord record = storage(
                "'resourceId':'" + BLOBS
                        + "','statusCode':'206','statusText':'SASSuccess','identity':{'type':'Account Key'},"
                        + "'properties':{'accountName':'stletters','objectKey':'/stletters/letters/masked:1','responseBodySize':'18000','tlsVersion':'TLS 1.2'}");

        // Then
        record.assertText("stletters", Facts.STORAGE_ACCOUNT);
        record.assertText("letters", Facts.STORAGE_CONTAINER_NAME);
        record.assertText("/stletters/letters/masked:1", Facts.STORAGE_OBJECT);
        record.assertText(BLOBS + "/containers/letters", Facts.DATA_ACCESS_CONTAINER);
        record.assertText("AccountKey", Facts.STORAGE_AUTHENTICATION);
        record.assertText("TLS 1.2", Facts.ACCESS_TLS_VERSION);
        record.assertText("SASSuccess", Facts.STORAGE_STATUS_TEXT);
        assertEquals(FactValue.whole(206), record.fact(Facts.ACCESS_STATUS_CODE));
        assertEquals(FactValue.whole(18_000), record.fact(Facts.STORAGE_RESPONSE_BYTES));
        record.assertAbsent(Facts.VAULT_OBJECT);
        record.assertAbsent(Facts.FHIR_ACTION);
    }

    @Test
    void shouldNameTheAccountByItsResourceOrItsHost() {
        storage("'resourceId':'" + BLOBS.toUpperCase(java.util.Locale.ROOT) + "'")
                .assertText("STLETTERS", Facts.STORAGE_ACCOUNT);
        storage("'uri':'https://stletters.dfs.core.windows.net/letters/x'")
                .assertText("stletters", Facts.STORAGE_ACCOUNT);
        storage("'uri':'https://stletters.dfs.core.windows.net/letters/x'")
                .assertText("letters", Facts.STORAGE_CONTAINER_NAME);
        storage("'x':1").assertUnknown(Facts.STORAGE_ACCOUNT);
        storage("'x':1").assertUnknown(Facts.STORAGE_CONTAINER_NAME);
    }

    @ParameterizedTest
    @CsvSource({
        // Both ends named; percent-encoded as Azure writes them.
        "st=2026-03-01T00%3A00%3A00Z&se=2026-03-08T00%3A00%3A00Z, 168",
        "ST=2026-03-01&se=2026-03-08T01:00:00Z, 169",
        // Without a beginning it holds from this access on, at nine in the morning.
        "se=2026-03-03T09%3A59%3A00Z, 24"
    })
    void shouldTellForHowLongASignatureHolds(String parameters, long hours) {
        ReadRecord record = storage("'uri':'" + SIGNED.formatted(parameters) + "'");

        assertEquals(FactValue.whole(hours), record.fact(Facts.STORAGE_SAS_LIFETIME_HOURS));
        record.assertText("SAS", Facts.STORAGE_AUTHENTICATION);
    }

    @Test
    void shouldNotGuessWhatASignatureLeavesToAPolicy() {
        ReadRecord byPolicy = storage("'uri':'" + SIGNED.formatted("si=readers") + "'");
        ReadRecord backwards = storage("'uri':'" + SIGNED.formatted("st=2026-04-01&se=2026-03-01") + "'");
        ReadRecord broken = storage("'uri':'" + SIGNED.formatted("sp=r%ZZ&spr=https%2Chttp&se=soon") + "'");

        byPolicy.assertUnknown(Facts.STORAGE_SAS_LIFETIME_HOURS);
        byPolicy.assertAbsent(Facts.STORAGE_SAS_PERMISSIONS);
        backwards.assertUnknown(Facts.STORAGE_SAS_LIFETIME_HOURS);
        broken.assertUnknown(Facts.STORAGE_SAS_LIFETIME_HOURS);
        broken.assertText("r%ZZ", Facts.STORAGE_SAS_PERMISSIONS);
        broken.assertText("https,http", Facts.STORAGE_SAS_PROTOCOLS);
    }

    @Test
    void shouldKnowThatAnUnsignedAddressHasNoSignature() {
        ReadRecord unsigned = storage("'uri':'https://stletters.blob.core.windows.net/letters/masked:1?se=2026-03-09'");
        ReadRecord untold = storage("'x':1");

        unsigned.assertAbsent(Facts.STORAGE_SAS_LIFETIME_HOURS);
        unsigned.assertAbsent(Facts.STORAGE_SAS_PERMISSIONS);
        unsigned.assertUnknown(Facts.STORAGE_AUTHENTICATION);
        untold.assertUnknown(Facts.STORAGE_SAS_PERMISSIONS);
        untold.assertUnknown(Facts.STORAGE_SAS_LIFETIME_HOURS);
    }

    @Test
    void shouldStillTellWhatASignatureAllowsOnceMasked() {
        // Given
        String record = "{\"time\":\"2026-03-02T09:00:00Z\",\"category\":\"StorageRead\",\"operationName\":\"GetBlob\","
                + "\"uri\":\"https://stletters.blob.core.windows.net/letters/Okafor%20Ada.pdf?se=2026-03-03T09%3A00%3A00Z&sp=rw&spr=https"
                + "&sig=c2lnbmVkLWJ5LW5vYm9keQ%3D%3D\",\"properties\":{\"objectKey\":\"/stletters/letters/Okafor Ada.pdf\"}}";

        // When
        String masked = new String(
                new RecordMask("a key of invented test bytes".getBytes(UTF_8)).mask(record.getBytes(UTF_8)), UTF_8);
        ReadRecord read = ReadRecord.of(masked);

        // Then
        assertFalse(masked.contains("Okafor") || masked.contains("c2lnbmVk"), masked);
        read.assertText("rw", Facts.STORAGE_SAS_PERMISSIONS);
        read.assertText("https", Facts.STORAGE_SAS_PROTOCOLS);
        assertEquals(FactValue.whole(24), read.fact(Facts.STORAGE_SAS_LIFETIME_HOURS));
        read.assertText("SAS", Facts.STORAGE_AUTHENTICATION);
        read.assertText("letters", Facts.STORAGE_CONTAINER_NAME);
    }

    @Test
    void shouldReadWhatAChangeOfAVaultNames() {
        String vault = "Microsoft.KeyVault/vaults/kv";
        ReadRecord policy = at(
                vault,
                "AuditEvent",
                "VaultPatch",
                "'properties':{'httpStatusCode':200,'addedAccessPolicy':{'ObjectId':'7d1c9a52-0000-4000-8000-00000000c0a2'},'networkAcls':{'defaultAction':'Allow'}}");
        ReadRecord address = at(
                vault,
                "AuditEvent",
                "VaultPatch",
                "'addedIpRule_Value_s':'203.0.113.9','id_s':'https://kv.vault.azure.net/'");
        ReadRecord bare = at(vault, "AuditEvent", "VaultPatch", "'resultType':'Success'");

        policy.assertText("7d1c9a52-0000-4000-8000-00000000c0a2", Facts.VAULT_POLICY_ADDED_FOR);
        policy.assertText("Allow", Facts.VAULT_NETWORK_DEFAULT);
        policy.assertAbsent(Facts.VAULT_ADDRESS_ADDED);
        assertEquals(FactValue.whole(200), policy.fact(Facts.ACCESS_STATUS_CODE));
        address.assertText("203.0.113.9", Facts.VAULT_ADDRESS_ADDED);
        address.assertAbsent(Facts.VAULT_NETWORK_DEFAULT);
        bare.assertUnknown(Facts.VAULT_POLICY_ADDED_FOR);
    }

    @Test
    void shouldReadWhatWasAskedOfAHealthDataService() {
        ReadRecord record = at(
                "Microsoft.HealthcareApis/services/fhir",
                "AuditLogs",
                "Microsoft.HealthcareApis/services/fhir-R4/read",
                "'resultType':'Succeeded','uri':'https://fhir.azurehealthcareapis.com:443/Patient/masked:3?_pretty=true','properties':{'fhirResourceType':'Patient'}");

        record.assertText("read", Facts.FHIR_ACTION);
        record.assertText("Patient", Facts.FHIR_RESOURCE_TYPE);
        record.assertText("https://fhir.azurehealthcareapis.com:443/Patient/masked:3", Facts.FHIR_REQUEST);
        record.assertAbsent(Facts.STORAGE_ACCOUNT);
    }

    @Test
    void shouldReadWhatADatabaseGaveAway() {
        String database = "Microsoft.Sql/servers/s/databases/d";
        ReadRecord labelled = at(
                database,
                "SQLSecurityAuditEvents",
                "AuditEvent",
                "'properties':{'action_name':'SELECT','server_principal_name':'reporting','response_rows':'12000','data_sensitivity_information':'Confidential'}");
        ReadRecord plain = at(
                database,
                "SQLSecurityAuditEvents",
                "AuditEvent",
                "'properties':{'response_rows':3,'data_sensitivity_information':''}");

        labelled.assertText("SELECT", Facts.SQL_ACTION);
        labelled.assertText("reporting", Facts.SQL_PRINCIPAL);
        labelled.assertText("Confidential", Facts.SQL_SENSITIVITY);
        assertEquals(FactValue.whole(12_000), labelled.fact(Facts.SQL_RESPONSE_ROWS));
        plain.assertAbsent(Facts.SQL_SENSITIVITY);
        assertEquals(Missing.UNKNOWN, plain.fact(Facts.SQL_PRINCIPAL));
    }

    @Test
    void shouldReadWhetherASignInCameByOldTls() {
        String signIn = "{'time':'2026-03-02T09:00:00Z','category':'SignInLogs','operationName':'Sign-in activity',"
                + "'properties':{'userId':'u'%s}}";

        assertEquals(
                FactValue.flag(true),
                ReadRecord.of(
                                signIn.formatted(
                                        ",'authenticationProcessingDetails':[{'key':'Legacy TLS (TLS 1.0, 1.1, 3DES)','value':'True'}]"))
                        .fact(Facts.SIGN_IN_LEGACY_TLS));
        ReadRecord.of(signIn.formatted(",'authenticationProcessingDetails':[]")).assertAbsent(Facts.SIGN_IN_LEGACY_TLS);
        ReadRecord.of(signIn.formatted("")).assertUnknown(Facts.SIGN_IN_LEGACY_TLS);
    }
}
