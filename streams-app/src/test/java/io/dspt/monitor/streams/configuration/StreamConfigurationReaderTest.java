package io.dspt.monitor.streams.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.streams.MonitorServiceSettings;
import io.dspt.monitor.streams.alert.AlertSettings;
import io.dspt.monitor.streams.alert.AlertmanagerAddress;
import io.dspt.monitor.streams.alert.AlertmanagerAddress.BasicAuth;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamConfigurationReaderTest {
    private static final String WHOLE = """
            kafka:
              bootstrap.servers: broker-1:9093,broker-2:9093
              security.protocol: SASL_SSL
            application_id: dspt-monitor-north
            instance: monitor-1
            state_directory: state
            threads: 4
            standby_replicas: 1
            trusted_keys: [ control.pem, control.der ]
            console:
              address: 0.0.0.0
              port: 8443
              hosts: [ monitor.trust.example.nhs.uk ]
              url: https://console.trust.example.nhs.uk/dspt
            alerts:
              alertmanagers:
                - name: one
                  url: https://am-1.trust.example.nhs.uk/alertmanager/
                  basic_auth: { username: monitor, password_file: am.password }
                  ca_file: ca.pem
                - url: http://am-2:9093
                  bearer_token_file: am.token
              resend_every: PT30S
              acknowledged_for: PT4H
              runbook_url: https://runbooks.trust.example.nhs.uk/{rule}
              demonstrations: true
            ledger:
              heads:
                folder: heads
                key: private.pem
                every: PT15M
            """;
    private static final String LEAST = """
            kafka: { bootstrap.servers: "broker:9092" }
            instance: monitor-1
            state_directory: state
            trusted_keys: [ control.pem ]
            """;

    @TempDir
    private Path folder;

    private KeyPair keys;

    @BeforeEach
    void writeFiles() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Base64.Encoder base64 = Base64.getMimeEncoder();
        Files.writeString(
                folder.resolve("control.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + base64.encodeToString(keys.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n");
        Files.write(folder.resolve("control.der"), keys.getPublic().getEncoded());
        Files.writeString(
                folder.resolve("private.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + base64.encodeToString(keys.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----\n");
        for (String file : List.of("am.password", "am.token", "ca.pem")) {
            Files.writeString(folder.resolve(file), "invented\n");
        }
    }

    @Test
    void shouldReadAllThatCanBeSaid() throws IOException {
        StreamConfiguration configuration = read(WHOLE);

        assertEquals("SASL_SSL", configuration.cluster().properties().get("security.protocol"));
        assertEquals(
                new MonitorServiceSettings.Hosting("dspt-monitor-north", "monitor-1", folder.resolve("state"), 4, 1),
                configuration.hosting());
        assertEquals(
                List.of(keys.getPublic(), keys.getPublic()),
                configuration.trustedKeys().keys());
        assertEquals(
                new InetSocketAddress("0.0.0.0", 8443), configuration.console().bind());
        AlertSettings alerts = configuration.alerts().orElseThrow();
        assertEquals(
                List.of(
                        new AlertmanagerAddress(
                                "one",
                                URI.create("https://am-1.trust.example.nhs.uk/alertmanager/"),
                                Optional.of(new BasicAuth("monitor", folder.resolve("am.password"))),
                                Optional.empty(),
                                Optional.of(folder.resolve("ca.pem"))),
                        new AlertmanagerAddress(
                                "alertmanager-2",
                                URI.create("http://am-2:9093"),
                                Optional.empty(),
                                Optional.of(folder.resolve("am.token")),
                                Optional.empty())),
                alerts.alertmanagers());
        assertEquals(Duration.ofSeconds(30), alerts.resendEvery());
        assertEquals(Duration.ofHours(4), alerts.acknowledgedFor());
        assertEquals(Optional.of(URI.create("https://console.trust.example.nhs.uk/dspt")), alerts.consoleUrl());
        assertEquals(Optional.of("https://runbooks.trust.example.nhs.uk/{rule}"), alerts.runbookUrl());
        assertTrue(alerts.demonstrations());
        HeadConfiguration heads = configuration.heads().orElseThrow();
        assertEquals(new HeadPlace.Folder(folder.resolve("heads")), heads.place());
        assertEquals(keys.getPublic(), heads.signing().keys().getPublic(), "made of the private key");
        assertEquals(Duration.ofMinutes(15), heads.signing().every());
    }

    @Test
    void shouldNeedLittle() throws IOException {
        StreamConfiguration configuration = read(LEAST);

        assertEquals(
                new MonitorServiceSettings.Hosting("dspt-monitor", "monitor-1", folder.resolve("state"), 1, 0),
                configuration.hosting());
        assertTrue(configuration.console().bind().getAddress().isLoopbackAddress());
        assertEquals(8080, configuration.console().bind().getPort());
        assertEquals(Optional.empty(), configuration.alerts());
        assertEquals(Optional.empty(), configuration.heads());
    }

    @Test
    void shouldSignEveryHourUnlessToldOtherwise() throws IOException {
        StreamConfiguration configuration = read(WHOLE.replace("    every: PT15M\n", ""));

        assertEquals(
                Duration.ofHours(1),
                configuration.heads().orElseThrow().signing().every());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://st.blob.core.windows.net/ledger-heads",
                "https://st.blob.core.windows.net/evidence/north/heads",
                "http://127.0.0.1:10000/account/ledger-heads"
            })
    void shouldKeepHeadsInAContainerInThePlaceOfAFolder(String address) throws IOException {
        StreamConfiguration configuration = read(WHOLE.replace("folder: heads", "blob: " + address));

        assertEquals(
                new HeadPlace.BlobContainer(URI.create(address)),
                configuration.heads().orElseThrow().place());
    }

    @ParameterizedTest
    @CsvSource({
        "https://st.blob.core.windows.net/heads?sv=2025&sig=c2VjcmV0, a signature does not belong into a configuration",
        "https://a:c2VjcmV0@st.blob.core.windows.net/heads, no address such as https://ACCOUNT",
        "https://st.blob.core.windows.net/he ads?sig=c2VjcmV0, it has a character that stands in none"
    })
    void shouldNotRepeatASecretThatStandsInAnAddress(String address, String says) {
        RefusedException refused = assertThrows(
                RefusedException.class, () -> read(WHOLE.replace("folder: heads", "blob: '" + address + "'")));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("ledger.heads.blob: ") && message.contains(says), message);
        assertTrue(!message.contains("c2VjcmV0"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threads: 4            | treads: 4                  | treads: unknown key; did you mean 'threads'?",
                "threads: 4            | threads: 0                 | threads: between 1 and 256, not 0",
                "instance: monitor-1   | # none                     | 'instance' is missing",
                "instance: monitor-1   | instance: a/b              | instance: 'a/b' is not made of letters",
                "security.protocol     | securty.protocol           | did you mean 'security.protocol'?",
                "security.protocol     | group.id                   | group.id is set by the monitor",
                "control.der           | missing.pem                | trusted_keys[1]: cannot read",
                "control.der           | private.pem                | private.pem holds a private key",
                "control.der           | am.token                   | trusted_keys[1]: ",
                "port: 8443            | port: 70000                | console.port: between 0 and 65535",
                "am.token              | no.token                   | alerts.alertmanagers[1].bearer_token_file: cannot read",
                "http://am-2:9093      | am-2:9093                  | alerts.alertmanagers[1]: am-2:9093 is no address",
                "http://am-2:9093      | http://a:b@am-2:9093       | use basic_auth",
                "PT30S                 | 30 seconds                 | alerts.resend_every: '30 seconds' is no ISO 8601",
                "PT4H                  | PT0S                       | an acknowledgement lasts longer than nothing",
                "url: http://am-2:9093 | { }                        | not YAML",
                "http://am-2:9093      | http://am-2:9093\\n      name: one | two Alertmanagers are called 'one'",
                "heads:                | head:                      | ledger.head: unknown key; did you mean 'heads'?",
                "folder: heads         | # none                     | ledger.heads: the key 'folder' is missing, or 'blob' in its place",
                "folder: heads         | folders: heads             | ledger.heads.folders: unknown key; did you mean 'folder'?",
                "folder: heads         | folder: heads\\n    blob: https://st.blob.core.windows.net/c | ledger.heads.blob: heads are kept in one place",
                "folder: heads         | blob: https://st.blob.core.windows.net | ledger.heads.blob: the address names no container",
                "folder: heads         | blob: http://st.blob.core.windows.net/c | ledger.heads.blob: no address such as https://",
                "folder: heads         | blob: heads                | ledger.heads.blob: no address such as https://",
                "folder: heads         | folder: am.token           | am.token is no folder",
                "key: private.pem      | # none                     | ledger.heads: the key 'key' is missing",
                "key: private.pem      | key: missing.pem           | ledger.heads.key: cannot read",
                "key: private.pem      | key: control.pem           | control.pem holds a public key",
                "key: private.pem      | key: am.token              | holds no Ed25519 private key",
                "every: PT15M          | every: hourly              | ledger.heads.every: 'hourly' is no ISO 8601",
                "every: PT15M          | every: PT0.5S              | ledger.heads: heads cannot be signed every PT0.5S"
            })
    void shouldRefuseWhatIsWrongWithItsPath(String right, String wrong, String says) {
        RefusedException refused =
                assertThrows(RefusedException.class, () -> read(WHOLE.replace(right, wrong.replace("\\n", "\n"))));

        assertTrue(String.valueOf(refused.getMessage()).contains(says), refused::getMessage);
    }

    @Test
    void shouldTakeTheNameOfAProcessFromBesideAFileThatSeveralShare() throws IOException {
        // Given
        Path shared = Files.writeString(folder.resolve("stream.yaml"), LEAST.replace("instance: monitor-1\n", ""));

        // When
        StreamConfiguration configuration = StreamConfigurationReader.read(shared, Optional.of("monitor-7"));

        // Then
        assertEquals("monitor-7", configuration.hosting().instance());
    }

    @Test
    void shouldRefuseANameThatIsSaidTwiceOrIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("stream.yaml"), LEAST);

        RefusedException twice = assertThrows(
                RefusedException.class, () -> StreamConfigurationReader.read(file, Optional.of("monitor-7")));
        IllegalArgumentException none = assertThrows(
                IllegalArgumentException.class, () -> StreamConfigurationReader.read(file, Optional.of("$(POD_NAME)")));

        assertTrue(String.valueOf(twice.getMessage()).contains("instance: the name of this process, 'monitor-7', was"));
        assertTrue(String.valueOf(none.getMessage()).startsWith("'$(POD_NAME)' is not made of letters"));
    }

    private StreamConfiguration read(String text) throws IOException {
        return StreamConfigurationReader.read(Files.writeString(folder.resolve("stream.yaml"), text));
    }
}
