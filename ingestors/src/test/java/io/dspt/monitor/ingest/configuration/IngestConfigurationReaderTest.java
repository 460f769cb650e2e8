package io.dspt.monitor.ingest.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.ingest.eventgrid.EntraApplication;
import io.dspt.monitor.ingest.eventgrid.EventGridSource;
import io.dspt.monitor.ingest.eventhubs.EntraCredential;
import io.dspt.monitor.ingest.eventhubs.HubSource;
import io.dspt.monitor.ingest.inventory.InventoryScope;
import io.dspt.monitor.ingest.inventory.InventorySource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IngestConfigurationReaderTest {
    private static final String WHOLE = """
            kafka:
              bootstrap.servers: broker-1:9093,broker-2:9093
              security.protocol: SASL_SSL
              ssl.truststore.location: /etc/trust.pem
            replication: 2
            mask_key_file: mask.key
            estates:
              - name: northern
                tenants: [ 11111111-1111-1111-1111-111111111111 ]
                subscriptions: [ 22222222-2222-2222-2222-222222222222 ]
            quarantine: nobodys
            metrics: { port: 9464 }
            event_hubs:
              - name: activity
                connection_string_file: hub.txt
                consumer_group: dspt-monitor
                estate: northern
                start: earliest
              - name: entra
                namespace: trust.servicebus.windows.net
                credential: { kind: workload-identity, client_id: 33333333-3333-3333-3333-333333333333 }
                hub: entra
                consumer_group: dspt-monitor
                start: 2026-03-01T00:00:00Z
                transport: web-sockets
                proxy: proxy.trust.example:3128
                prefetch: 300
            event_grid:
              name: events
              address: 0.0.0.0
              port: 8443
              path: /dspt/events
              estate: northern
              shared_secret_file: secret.txt
              entra:
                tenant_id: 11111111-1111-1111-1111-111111111111
                audience: [ api://dspt-monitor-events, 44444444-4444-4444-4444-444444444444 ]
              allowed_origins: [ eventgrid.azure.net ]
              most_bytes: 2000000
              threads: 8
            inventory:
              name: inventory
              credential: { kind: managed-identity }
              endpoint: https://management.trust.example
              management_groups: [ mg-trust ]
              estate: northern
              whole_every: PT12H
              changes_every: PT10M
              settling: PT3M
            archive:
              credential: { kind: cli }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeSecrets() throws IOException {
        Files.writeString(folder.resolve("mask.key"), "a key that only this test has");
        Files.writeString(folder.resolve("secret.txt"), "a secret that only this test has\n");
        Files.writeString(folder.resolve("short.txt"), "too short\n");
        Files.writeString(
                folder.resolve("hub.txt"),
                "Endpoint=sb://other.servicebus.windows.net/;SharedAccessKeyName=read;SharedAccessKey=c2VjcmV0;EntityPath=activity\n");
    }

    @Test
    void shouldReadWhoMayPostEvents() throws IOException {
        EventGridSource source = read(WHOLE).eventGrid().orElseThrow();

        assertEquals("events", source.name());
        assertEquals(new InetSocketAddress("0.0.0.0", 8443), source.address());
        assertEquals("/dspt/events", source.path());
        assertEquals("northern", source.estate());
        assertEquals(Optional.empty(), source.certificate());
        assertTrue(source.sharedSecrets().isPresent());
        assertEquals(new EventGridSource.Limits(2_000_000, 8), source.limits());
        EntraApplication entra = source.entra().orElseThrow();
        assertEquals(
                List.of("44444444-4444-4444-4444-444444444444", "api://dspt-monitor-events"),
                List.copyOf(entra.audiences()));
        assertEquals(
                List.of(
                        "https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/v2.0",
                        "https://sts.windows.net/11111111-1111-1111-1111-111111111111/"),
                List.copyOf(entra.issuers()));
        assertEquals(List.of(EntraApplication.EVENT_GRID), List.copyOf(entra.senders()));
        assertEquals(
                URI.create(
                        "https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/discovery/v2.0/keys"),
                entra.keys());
    }

    @Test
    void shouldKnowWhatIsUsual() throws IOException {
        EventGridSource source =
                read(WHOLE.replaceFirst("(?s)event_grid:.*", """
                        event_grid: { name: events, port: 0, shared_secret_file: secret.txt }
                        """)).eventGrid().orElseThrow();

        assertEquals(new InetSocketAddress("127.0.0.1", 0), source.address());
        assertEquals("/events", source.path());
        assertNull(source.estate());
        assertEquals(List.of("eventgrid.azure.net"), List.copyOf(source.allowedOrigins()));
        assertEquals(EventGridSource.Limits.USUAL, source.limits());
    }

    @Test
    void shouldReadWhereInventoriesAreTaken() throws IOException {
        assertEquals(
                new InventorySource(
                        "inventory",
                        Optional.of(new EntraCredential(EntraCredential.Kind.MANAGED_IDENTITY, null, null)),
                        URI.create("https://management.trust.example"),
                        new InventoryScope.ManagementGroups(List.of("mg-trust")),
                        "northern",
                        Duration.ofHours(12),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(3)),
                read(WHOLE).inventory().orElseThrow());
    }

    @Test
    void shouldKnowHowOftenInventoriesAreUsuallyTaken() throws IOException {
        InventorySource source =
                read(WHOLE.replaceFirst("(?s)inventory:.*", """
                        inventory: { name: inventory, credential: { kind: cli }, whole_tenant: true }
                        """)).inventory().orElseThrow();

        assertEquals(InventorySource.PUBLIC_CLOUD, source.endpoint());
        assertEquals(new InventoryScope.Tenant(), source.scope());
        assertNull(source.estate());
        assertEquals(Duration.ofDays(1), source.wholeEvery());
        assertEquals(Duration.ofMinutes(15), source.changesEvery());
        assertEquals(Duration.ofMinutes(5), source.settling());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: inventory|inventory: 'credential' is missing",
                "whole_tenant: false, credential: { kind: cli }|inventory.whole_tenant: true, or left out",
                "credential: { kind: cli }|says what is told",
                "whole_tenant: true, subscriptions: [ 22222222-2222-2222-2222-222222222222 ]|and no more than one",
                "subscriptions: []|inventory.subscriptions: there has to be a subscription",
                "subscriptions: [ prod ]|inventory.subscriptions: 'prod' is not the id of a subscription",
                "management_groups: [ 'a/b' ]|inventory.management_groups: 'a/b' is not the id of a management group",
                "credential: { kind: cli }, whole_tenant: true, endpoint: http://management.azure.com|endpoint: by https only",
                "credential: { kind: cli }, whole_tenant: true, endpoint: https://management.azure.com/x|an address without a path",
                "credential: { kind: cli }, whole_tenant: true, endpoint: http://127.0.0.1:80|a token does not go over http",
                "credential: { kind: cli }, whole_tenant: true, whole_every: P6D|whole_every: PT144H is not between",
                "credential: { kind: cli }, whole_tenant: true, changes_every: P2D|changes_every: PT48H is not between",
                "credential: { kind: cli }, whole_tenant: true, changes_every: soon|inventory.changes_every: a time such as",
                "credential: { kind: cli }, whole_tenant: true, settling: PT2H|settling: PT2H is not between",
                "credential: { kind: cli }, whole_tenant: true, estate: southern|names the estate 'southern'",
                "credential: { kind: cli }, whole_tenant: true, every: PT1H|inventory.every: unknown key",
            })
    void shouldRefuseAnInventoryThatCannotBeMeant(String written, String says) {
        String name = written.startsWith("name") ? "whole_tenant: true, " : "name: inventory, ";
        String text = WHOLE.replaceFirst("(?s)inventory:.*", "inventory: { " + name + written + " }\n");

        RefusedException refused = assertThrows(RefusedException.class, () -> read(text));

        assertTrue(String.valueOf(refused.getMessage()).contains(says), refused::getMessage);
    }

    @Test
    void shouldReadWhoReadsAnArchive() throws IOException {
        assertEquals(
                Optional.of(new EntraCredential(EntraCredential.Kind.CLI, null, null)),
                read(WHOLE).archive());
    }

    @Test
    void shouldReadEverythingThatCanBeSaid() throws IOException {
        IngestConfiguration configuration = read(WHOLE);

        assertEquals("broker-1:9093,broker-2:9093", configuration.kafka().bootstrapServers());
        assertEquals(2, configuration.replication());
        assertEquals("nobodys", configuration.estates().quarantine());
        assertEquals(Optional.of(new InetSocketAddress("127.0.0.1", 9464)), configuration.metrics());
        HubSource activity = configuration.eventHubs().get(0);
        assertEquals("activity", activity.hub());
        assertEquals("northern", activity.estate());
        assertEquals(new HubSource.Start.Earliest(), activity.start());
        assertEquals(HubSource.Network.direct(), activity.network());
        HubSource entra = configuration.eventHubs().get(1);
        assertNull(entra.estate());
        assertEquals(new HubSource.Start.At(Instant.parse("2026-03-01T00:00:00Z")), entra.start());
        assertEquals(
                new HubSource.Identity(
                        "trust.servicebus.windows.net",
                        new EntraCredential(
                                EntraCredential.Kind.WORKLOAD_IDENTITY, "33333333-3333-3333-3333-333333333333", null)),
                entra.access());
        assertTrue(entra.network().webSockets());
        assertEquals(
                InetSocketAddress.createUnresolved("proxy.trust.example", 3128),
                entra.network().proxy());
        assertEquals(300, entra.prefetch());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "  security.protocol: SASL_SSL|  security.protocl: SASL_SSL|kafka.security.protocl: no property",
                "  security.protocol: SASL_SSL|  transactional.id: mine|kafka: transactional.id is set by the monitor",
                "replication: 2|replicas: 2|replicas: unknown key",
                "replication: 2|replication: 12|replication: between 1 and 9",
                "mask_key_file: mask.key|mask_key_file: none.key|mask_key_file: there is no file",
                "quarantine: nobodys|quarantine: northern|estates: the quarantine has to be an estate of its own",
                "    hub: entra|    hubb: entra|event_hubs[1].hubb: unknown key; did you mean 'hub'?",
                "start: earliest|start: yesterday|event_hubs[0].start: earliest, latest or a time",
                "estate: northern|estate: southern|source 'activity' names the estate 'southern'",
                "  - name: entra|  - name: activity|two sources are called 'activity'",
                "kind: workload-identity|kind: workload-identiy|event_hubs[1].credential.kind: one of",
                "transport: web-sockets|transport: amqp|event_hubs[1].proxy: a proxy carries web sockets only",
                "prefetch: 300|prefetch: 0|event_hubs[1]: between 1 and 8000",
                "name: entra|name: Entra Logs|event_hubs[1]: 'Entra Logs' cannot name a source",
                "connection_string_file: hub.txt|connection_string_file: gone.txt|event_hubs[0].connection_string_file: cannot read",
                "metrics: { port: 9464 }|metrics: { port: 99464 }|metrics.port: a port is between",
                "  path: /dspt/events|  pth: /dspt/events|event_grid.pth: unknown key; did you mean 'path'?",
                "  path: /dspt/events|  path: dspt/events|event_grid: a path begins with '/'",
                "  name: events|  nme: events|event_grid.nme: unknown key",
                "  name: events|  name: Events|event_grid: 'Events' cannot name a source",
                "  name: events|  name: activity|two sources are called 'activity'",
                "  port: 8443|  port: 84430|event_grid.port: a port is between",
                "secret.txt|gone.txt|event_grid.shared_secret_file: cannot read",
                "secret.txt|short.txt|a secret has at least 16 characters",
                "    tenant_id: 1|    tennant_id: 1|event_grid.entra.tennant_id: unknown key",
                "    tenant_id: 11111111-1111|    tenant_id: trust-1111|event_grid.entra.tenant_id: the id of a tenant",
                "audience: [ api://dspt-monitor-events, 44444444-4444-4444-4444-444444444444 ]|audience: []|event_grid.entra: at least one audience",
                "allowed_origins: [ eventgrid.azure.net ]|allowed_origins: []|event_grid: at least one origin",
                "most_bytes: 2000000|most_bytes: 20|event_grid: a request may have between",
                "most_bytes: 2000000|most_bytes: 20000000000|event_grid.most_bytes: out of range",
                "threads: 8|threads: 0|event_grid: between 1 and 256 threads",
                "threads: 8|tls: { keystore_file: gone.p12, password_file: secret.txt }|event_grid.tls.keystore_file: cannot read",
                "threads: 8|tls: { keystore_file: gone.p12 }|event_grid.tls: 'password_file' is missing",
                "  credential: { kind: cli }|  credential: { kind: clip }|archive.credential.kind: one of",
                "  credential: { kind: cli }|  credentials: { kind: cli }|archive.credentials: unknown key",
            })
    void shouldNameThePathOfWhatIsWrong(String right, String wrong, String says) {
        // Given a configuration with one mistake
        assertTrue(WHOLE.contains(right), right);
        String text = WHOLE.replaceFirst(java.util.regex.Pattern.quote(right), wrong);

        // When it is read
        RefusedException refused = assertThrows(RefusedException.class, () -> read(text));

        // Then the message leads there
        assertTrue(String.valueOf(refused.getMessage()).contains(says), refused::getMessage);
    }

    @Test
    void shouldRefuseAWebhookForAnEstateThatIsNotThere() {
        String text = WHOLE.replaceFirst(
                "(?s)event_grid:.*",
                "event_grid: { name: events, port: 0, shared_secret_file: secret.txt, estate: southern }\n");

        RefusedException refused = assertThrows(RefusedException.class, () -> read(text));

        assertTrue(
                String.valueOf(refused.getMessage()).contains("source 'events' names the estate 'southern'"),
                refused::getMessage);
    }

    @Test
    void shouldRefuseAWebhookThatAnybodyCouldPostTo() {
        String text = WHOLE.replaceFirst("(?s)event_grid:.*", "event_grid: { name: events, port: 0 }\n");

        RefusedException refused = assertThrows(RefusedException.class, () -> read(text));

        assertTrue(
                String.valueOf(refused.getMessage()).contains("event_grid: anybody could send events"),
                refused::getMessage);
    }

    @Test
    void shouldRefuseAHubWithTwoWaysIn() {
        String text = WHOLE.replace(
                "    connection_string_file: hub.txt",
                "    connection_string_file: hub.txt\n    namespace: trust.servicebus.windows.net");

        RefusedException refused = assertThrows(RefusedException.class, () -> read(text));

        assertTrue(String.valueOf(refused.getMessage()).contains("and not both"), refused::getMessage);
    }

    @Test
    void shouldTellNothingOfASecret() throws IOException {
        // Given a connection string
        IngestConfiguration configuration = read(WHOLE);

        // When everything is printed, as in a message or a log
        String printed = configuration.toString();

        // Then its key is not among it
        assertFalse(printed.contains("c2VjcmV0"), printed);
        assertFalse(printed.contains("only this test"), printed);
        assertEquals(
                List.of("activity", "entra"),
                configuration.eventHubs().stream().map(HubSource::name).toList());
    }

    private IngestConfiguration read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("ingest.yaml"), text);
        return IngestConfigurationReader.read(file);
    }
}
