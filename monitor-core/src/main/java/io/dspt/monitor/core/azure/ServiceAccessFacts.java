package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What records of accesses to key vaults, to FHIR and DICOM services, and to SQL databases say beyond their header. */
final class ServiceAccessFacts {
    /** A key, secret or certificate of a vault, without its version; deleted ones are named under {@code deleted…}. */
    private static final Pattern VAULT_OBJECT = Pattern.compile(
            "(https?://[^/]+/)(?:deleted)?((?:keys|secrets|certificates|storage)/[^/?]+).*", Pattern.CASE_INSENSITIVE);

    static final DetailFacts<JsonObject> VAULT = new DetailFacts<JsonObject>()
            .with(
                    Facts.ACCESS_STATUS_CODE,
                    record -> properties(record).wholeFact("httpStatusCode", "httpStatusCode_d"))
            .with(Facts.ACCESS_TLS_VERSION, record -> properties(record).textFact("tlsVersion", "tlsVersion_s"))
            .with(Facts.VAULT_OBJECT, ServiceAccessFacts::vaultObject)
            .with(
                    Facts.VAULT_POLICY_ADDED_FOR,
                    record -> vaultDetail(record, "addedAccessPolicy", "ObjectId", "addedAccessPolicy_ObjectId_g"))
            .with(
                    Facts.VAULT_NETWORK_DEFAULT,
                    record -> vaultDetail(record, "networkAcls", "defaultAction", "networkAcls_defaultAction_s"))
            .with(
                    Facts.VAULT_ADDRESS_ADDED,
                    record -> vaultDetail(record, "addedIpRule", "Value", "addedIpRule_Value_s"));

    static final DetailFacts<JsonObject> HEALTHCARE = new DetailFacts<JsonObject>()
            .with(Facts.ACCESS_STATUS_CODE, record -> record.wholeFact("statusCode"))
            .with(Facts.FHIR_RESOURCE_TYPE, record -> properties(record).textFact("fhirResourceType"))
            .with(Facts.FHIR_ACTION, ServiceAccessFacts::action)
            .with(Facts.FHIR_REQUEST, ServiceAccessFacts::request);

    static final DetailFacts<JsonObject> SQL = new DetailFacts<JsonObject>()
            .with(Facts.SQL_ACTION, record -> properties(record).textFact("action_name", "action_name_s"))
            .with(
                    Facts.SQL_PRINCIPAL,
                    record -> properties(record).textFact("server_principal_name", "server_principal_name_s"))
            .with(Facts.SQL_RESPONSE_ROWS, record -> properties(record).wholeFact("response_rows", "response_rows_d"))
            .with(
                    Facts.SQL_SENSITIVITY,
                    record -> properties(record)
                            .textFact("data_sensitivity_information", "data_sensitivity_information_s"));

    private ServiceAccessFacts() {}

    private static JsonObject properties(JsonObject record) {
        return record.objectOrSelf("properties");
    }

    private static FactValue vaultObject(JsonObject record) {
        String operation = record.text("operationName");
        if (operation != null && operation.startsWith("Vault")) {
            return Missing.ABSENT;
        }
        String id = properties(record).text("id", "id_s");
        if (id == null) {
            return Missing.UNKNOWN;
        }
        Matcher object = VAULT_OBJECT.matcher(id);
        return object.matches() ? FactValue.text(object.group(1) + object.group(2)) : Missing.ABSENT;
    }

    /** What a change of a vault names; details that came without it prove that it was left as it was. */
    private static FactValue vaultDetail(JsonObject record, String object, String member, String column) {
        JsonObject properties = properties(record);
        String told = properties.object(object).text(member);
        if (told == null) {
            told = properties.text(column);
        }
        boolean detailed = record.has("properties") || record.has("id_s");
        return FactValue.textOr(told, detailed ? Missing.ABSENT : Missing.UNKNOWN);
    }

    /** The interaction, such as {@code search-type}, with which the operation's name ends. */
    private static FactValue action(JsonObject record) {
        String operation = record.text("operationName");
        return operation == null
                ? Missing.UNKNOWN
                : FactValue.text(operation.substring(operation.lastIndexOf('/') + 1));
    }

    /** The address without its query: what was asked for. */
    private static FactValue request(JsonObject record) {
        String address = record.text("uri", "requestUri");
        return address == null ? Missing.UNKNOWN : FactValue.text(address.split("\\?", 2)[0]);
    }
}
