package io.dspt.monitor.core.azure.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.azure.policy.PolicyImport.Result;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyImportTest {
    private static final String STORAGE = "{'field':'type','equals':'Microsoft.Storage/storageAccounts'}";
    private static final String TLS =
            "{'field':'Microsoft.Storage/storageAccounts/minimumTlsVersion','notEquals':'TLS1_2'}";
    private final PolicyImport policies = new PolicyImport(ResourcePropertyTable.builtIn());

    @Test
    void shouldSayAPolicyInTheWordsOfRules() {
        // Given
        String policy = "{'if':{'allOf':[" + STORAGE + "," + TLS + "]},'then':{'effect':'audit'}}";

        // When
        String rule = taken(policy).rule().yaml("AZP-007", "high");

        // Then
        assertTrue(rule.contains("""
                        applies_to:
                          field: "resource.type"
                          equals: "microsoft.storage/storageaccounts"
                        require:
                          not:
                            field: "encryption.minimumTls"
                            notEquals: "TLS1_2"
                        """), rule);
        assertTrue(rule.startsWith("# From an Azure Policy definition") && rule.contains("id: AZP-007"), rule);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            {'field':'Microsoft.Storage/storageAccounts/unheardOf','equals':'x'} => if.field: no property is read from the alias 'Microsoft.Storage/storageAccounts/unheardOf'; properties are rows of reference/resource-properties.yaml
            {'field':'identity.type','equals':'x'} => if.field: the field 'identity.type' is not taken
            {'field':'fullName','equals':'x'} => if.field: the field 'fullName' is not taken
            {'field':'name','match':'st##'} => if.match: the operator 'match' is not taken
            {'field':'name','like':'*st*'} => if.like: a pattern is taken with one * and without ?
            {'field':'name','less':'b'} => if.less: 'less' is taken for whole numbers, not for texts, days or versions
            {'field':'name','equals':'x','notEquals':'y'} => if.notEquals: a condition has one operator
            {'field':'name'} => if: the operator is missing
            {'field':'name','in':'x'} => if.in: 'in' needs a list
            {'field':'name','equals':['x']} => if.equals: expected one value
            {'field':'name','equals':''} => if.equals: a comparison with an empty text is not taken: use exists
            {'field':'Microsoft.Storage/storageAccounts/supportsHttpsTrafficOnly','equals':'often'} => if.equals: 'often' is compared with what is true or false
            {'field':'name','equals':'[utcNow()]'} => if.equals: the expression [utcNow()]: the function 'utcNow' is not taken
            {'field':'name','equals':'[resourceGroup().location]'} => if.equals: the expression [resourceGroup().location]: the function 'resourceGroup' is not taken
            {'field':'name','equals':'[parameters(~~name~~)]'} => if.equals: the expression [parameters('name')]: the parameter 'name' has no default value: give it one with --parameters
            {'field':'name','equals':'[concat(~~a~~]'} => if.equals: the expression [concat('a']: a bracket in it is not closed
            {'value':'[field(~~name~~)]','match':'#'} => if.match: the operator 'match' is not taken
            {'count':{'value':[1,2]},'greater':0} => if.count.value: counts of values are not taken, only of fields
            {'count':{'field':'tags'},'greater':0} => if.count.field: the field 'tags' is not taken
            {'count':{'field':'name'},'greater':0} => if.count.field: 'name' is no list that is read, with [*]
            {'field':'tags','equals':'x'} => if.field: the field 'tags' is not taken
            {'field':'Microsoft.X/y/a[*].b[*].c','equals':'x'} => if.field: lists within lists are not taken: 'Microsoft.X/y/a[*].b[*].c'
            {'allOf':[]} => if.allOf: needs at least one condition
            {'any':[]} => if: a condition has allOf, anyOf, not, field, value or count
            {'field':'type','equals':'Microsoft.Storage/storageAccounts'} => if: asks nothing of a resource but its type: what it would judge is that there is one
            """)
    void shouldNameWhatItCannotTake(String condition, String refusal) {
        assertEquals(
                List.of(refusal),
                refusals("{'if':" + condition.replace("~~", "\\u0027") + ",'then':{'effect':'audit'}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            {'effect':'modify'} => then.effect: the effect modify changes requests and judges nothing: take a policy that audits instead
            {'effect':'append'} => then.effect: the effect append changes requests and judges nothing: take a policy that audits instead
            {'effect':'disabled'} => then.effect: the effect is disabled: the policy judges nothing. Give its parameter another value with --parameters
            {'effect':'denyAction'} => then.effect: the effect 'denyAction' is not taken
            {'effect':'manual'} => then.effect: the effect 'manual' is not taken
            {} => then.effect: is missing
            {'effect':'auditIfNotExists','details':{'type':'Microsoft.Storage/storageAccounts/blobServices'}} => then.details: has no existenceCondition: no event tells that a resource is not there, so existence alone cannot be judged
            {'effect':'auditIfNotExists','details':{'type':'Microsoft.Storage/storageAccounts','existenceCondition':{'field':'name','equals':'x'}}} => if: with an existenceCondition only a comparison of the type is taken: the events of microsoft.storage/storageaccounts do not carry what else is asked of the resource itself
            """)
    void shouldNameAnEffectItCannotTake(String then, String refusal) {
        assertEquals(List.of(refusal), refusals("{'if':{'allOf':[" + STORAGE + "," + TLS + "]},'then':" + then + "}"));
    }

    @Test
    void shouldNameAllThatItCannotTakeAtOnce() {
        // Given
        String policy = "{'properties':{'policyRule':{'if':{'anyOf':[{'field':'identity.type','equals':'x'},{'not':"
                + "{'field':'name','match':'x'}}]},'then':{'effect':'audit'}}}}";

        // When, then
        assertEquals(
                List.of(
                        "properties.policyRule.if.anyOf[0].field: the field 'identity.type' is not taken",
                        "properties.policyRule.if.anyOf[1].not.match: the operator 'match' is not taken"),
                refusals(policy));
    }

    @Test
    void shouldTakeParametersOfAnAssignmentBeforeTheDefaults() {
        // Given
        String policy =
                "{'parameters':{'effect':{'defaultValue':'Disabled'},'tls':{'type':'String'}},'policyRule':{'if':"
                        + "{'allOf':[" + STORAGE
                        + ",{'field':'Microsoft.Storage/storageAccounts/minimumTlsVersion','notEquals':'[parameters(\\u0027tls\\u0027)]'}]},"
                        + "'then':{'effect':'[parameters(\\u0027effect\\u0027)]'}}}";

        // When
        Result result = policies.read(bytes(policy), bytes("{'Effect':{'value':'Audit'},'tls':'TLS1_3'}"));

        // Then
        assertTrue(
                ((Result.Taken) result).rule().yaml("AZP-001", "low").contains("notEquals: \"TLS1_3\""),
                result::toString);
    }

    @Test
    void shouldRefuseWhatIsNoDefinition() {
        assertEquals(1, refusals("{'if':").size());
        assertEquals(1, refusals("[]").size());
        assertEquals(1, refusals("{'properties':{'policyDefinitions':[]}}").size());
        assertEquals(
                1,
                refusals("{'if':" + "{'not':".repeat(40) + TLS + "}".repeat(40) + ",'then':{'effect':'audit'}}")
                        .size());
    }

    /** Whatever stands in a definition, its rule file is YAML that says only what the import wrote. */
    @Test
    void shouldKeepTextsOfADefinitionWithinTheirQuotes() {
        // Given
        String policy =
                "{'properties':{'displayName':'\\u0022\\n require: {}\\u2028 {event.id}','description':'# \\\\ \\u0007','policyRule':{'if':{'allOf':["
                        + STORAGE + "," + TLS + "]},'then':{'effect':'audit'}}}}";

        // When
        String rule = taken(policy).rule().yaml("AZP-001", "low");

        // Then
        assertEquals(1, rule.lines().filter(line -> line.startsWith("require:")).count(), rule);
        assertTrue(rule.lines().noneMatch(line -> line.startsWith(" require")), rule);
    }

    @Test
    void shouldTakeOrRefuseDamagedDefinitionsWithoutFailing() {
        // Given
        byte[] whole = bytes("{'properties':{'displayName':'A','policyRule':{'if':{'allOf':[" + STORAGE
                + ",{'count':{'field':'Microsoft.DocumentDB/databaseAccounts/locations[*]'},'greater':1},"
                + "{'field':'[concat(\\u0027a\\u0027)]','in':['x']}]},'then':{'effect':'audit'}}}}");
        Random random = new Random(11);

        // When, then nothing is thrown
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = whole.clone();
            for (int change = 0; change < 3; change++) {
                damaged[random.nextInt(damaged.length)] = (byte) (32 + random.nextInt(95));
            }
            Result result = policies.read(damaged, null);
            assertTrue(result instanceof Result.Taken
                    || !((Result.Refused) result).refusals().isEmpty());
        }
    }

    private Result.Taken taken(String policy) {
        return (Result.Taken) policies.read(bytes(policy), null);
    }

    private List<String> refusals(String policy) {
        Result result = policies.read(bytes(policy), null);
        return result instanceof Result.Refused refused
                ? refused.refusals().stream().map(PolicyRefusal::toString).toList()
                : List.of();
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
