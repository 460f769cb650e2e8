package io.dspt.monitor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a resource is or stands in. */
final class ResourceIdPlacesTest {
    private static final String BLOB_CONTAINER = "microsoft.storage/storageaccounts/blobservices/containers";

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/s/resourceGroups/g/providers/P.Q/vaults/v,/subscriptions/s/resourceGroups/g/providers/P.Q/vaults/v",
        "/subscriptions/s/resourceGroups/g/providers/P.Q/vaults/v/keys/k,/subscriptions/s/resourceGroups/g/providers/P.Q/vaults/v",
        "/subscriptions/s/resourceGroups/g,",
        "/subscriptions/s/providers/P.Q,"
    })
    void shouldFindTheTopLevelResource(String id, String root) {
        assertEquals(
                Optional.ofNullable(root),
                ResourceId.parse(id).orElseThrow().root().map(ResourceId::display));
    }

    @Test
    void shouldFindTheResourceOfATypeThatOneStandsIn() {
        // Given
        String account = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a";
        String container = account + "/blobServices/default/containers/c";

        // Then
        assertEquals(
                Optional.of(container),
                ResourceId.parse(container + "/immutabilityPolicies/default")
                        .orElseThrow()
                        .within(BLOB_CONTAINER)
                        .map(ResourceId::display));
        assertEquals(Optional.empty(), ResourceId.parse(account).orElseThrow().within(BLOB_CONTAINER));
    }
}
