package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecordForm;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.ControlRecords;
import io.dspt.monitor.ingest.EstateLogRecords;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.KafkaEstateLog;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The live log of an estate into which records flow all the time; what a test sends stands among them, in its order. */
final class LiveEstate implements AutoCloseable {
    private static final String SUBSCRIPTION = "/subscriptions/3f0c1b52-6e1c-4e0a-9c62-1b5f3a7d9e10";
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/rg-pacs";
    private static final String TENANT = "7d1c9a52-0000-4000-8000-0000000000aa";

    private static final int RECORDS_AT_ONCE = 2;
    private static final long EVERY_MILLISECONDS = 10;
    private static final int PEOPLE = 2_000;

    private final String name;
    private final KeyPair keys;
    private final int partition;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong sent = new AtomicLong();
    private volatile @Nullable Future<?> flow;

    /** Opens a live log with these rules. */
    LiveEstate(String bootstrapServers, String name, KeyPair keys, RuleBundle rules) {
        this.name = name;
        this.keys = keys;
        this.partition = EstateLogRecords.partition(RunningMonitor.PARTITIONS, name);
        try (KafkaEstateLog log = KafkaEstateLog.forFiles(KafkaConnection.plain(bootstrapServers), name)) {
            ControlRecords controls = new ControlRecords(log, name, keys);
            controls.beginLive(null);
            controls.useRules(rules);
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.idempotence", true, "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    int partition() {
        return partition;
    }

    /** How many Azure records have been sent. */
    long sent() {
        return sent.get();
    }

    static String account(String account) {
        return GROUP + "/providers/Microsoft.Storage/storageAccounts/" + account;
    }

    /** From now on, people sign in, blobs are read and applications log what no rule asks for: two hundred records a second. */
    void letRecordsFlow() {
        flow = background.scheduleAtFixedRate(this::ordinaryRecords, 0, EVERY_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    /** Lets nothing more flow; what was sent before stands in the log. */
    void stopTheFlow() throws InterruptedException, ExecutionException, TimeoutException {
        background.shutdown();
        if (!background.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new AssertionError("records go on flowing");
        }
        Future<?> ended = flow;
        if (ended != null && !ended.isCancelled()) {
            ended.get(1, TimeUnit.SECONDS); // a record that could not be sent ended it: throws what went wrong
        }
        producer.flush();
    }

    private void ordinaryRecords() {
        for (int i = 0; i < RECORDS_AT_ONCE; i++) {
            int number = (int) (sent.get() % PEOPLE);
            switch (number % 10) {
                case 0 -> send(signIn(person(number)));
                case 1, 2, 3, 4 -> send(blobRead(person(number)));
                default -> send(consoleLog());
            }
        }
    }

    /** A rule set, in parts; whatever is sent after it is judged by it. */
    void use(RuleBundle rules) {
        RuleSetTransfer.chunks(rules).forEach(this::control);
    }

    void control(ControlRecord record) {
        append(TrustedKeys.sign(name, record, keys));
    }

    /** Somebody creates a storage account abroad, now. */
    void accountAbroad(String account) {
        send(accountMadeAbroad(account));
    }

    /** What Azure writes when somebody has created a storage account abroad, now. */
    static String accountMadeAbroad(String account) {
        return """
                {"time":"%s","resourceId":"%s","operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE","category":"Administrative","resultType":"Success","correlationId":"%s","properties":{"requestbody":"{\\"location\\":\\"westeurope\\",\\"sku\\":{\\"name\\":\\"Standard_LRS\\"},\\"properties\\":{}}","statusCode":"Created"}}""".formatted(Instant.now(), account(account), UUID.randomUUID());
    }

    /** The account is deleted, now. */
    void accountDeleted(String account) {
        send("""
                {"time":"%s","resourceId":"%s","operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/DELETE","category":"Administrative","resultType":"Success","correlationId":"%s","properties":{"statusCode":"OK"}}""".formatted(Instant.now(), account(account), UUID.randomUUID()));
    }

    private static String person(int number) {
        return "7d1c9a52-0000-4000-8000-" + (100_000_000_000L + number);
    }

    private static String blobRead(String caller) {
        return """
                {"time":"%s","resourceId":"%s/blobServices/default","category":"StorageRead","operationName":"GetBlob","statusCode":200,"statusText":"Success","callerIpAddress":"198.51.100.31:44321","correlationId":"%s","identity":{"type":"OAuth","requester":{"objectId":"%s","tenantId":"%s"}},"properties":{"accountName":"stpacs","serviceType":"blob","objectKey":"/stpacs/images/one","metricResponseType":"Success","tlsVersion":"TLS 1.2","responseBodySize":18000}}""".formatted(Instant.now(), account("stpacs"), UUID.randomUUID(), caller, TENANT);
    }

    private static String consoleLog() {
        return "{\"category\":\"ContainerAppConsoleLogs\",\"time\":\"" + Instant.now() + "\",\"properties\":{}}";
    }

    private static String signIn(String person) {
        return """
                {"time":"%1$s","resourceId":"/tenants/%2$s/providers/Microsoft.aadiam","operationName":"Sign-in activity","category":"SignInLogs","tenantId":"%2$s","resultType":"0","callerIpAddress":"203.0.113.45","correlationId":"%3$s","properties":{"createdDateTime":"%1$s","userId":"%4$s","userPrincipalName":"ben.hughes@northmoor.example.nhs.uk","appDisplayName":"Northmoor Clinical Portal","resourceDisplayName":"Northmoor Clinical Portal","resourceId":"7d1c9a52-0000-4000-8000-0000000000a1","isInteractive":true,"clientAppUsed":"Browser","authenticationRequirement":"multiFactorAuthentication","status":{"errorCode":0,"additionalDetails":"MFA requirement satisfied by claim in the token"},"networkLocationDetails":[{"networkType":"trustedNamedLocation","networkNames":["Northmoor sites"]}],"authenticationDetails":[]}}""".formatted(Instant.now(), TENANT, UUID.randomUUID(), person);
    }

    private void send(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        append(new LogRecord.AzureRecord(
                bytes, new Origin("live", Long.toString(sent.incrementAndGet()), Sha256.hex(bytes))));
    }

    private void append(LogRecord record) {
        LogRecordForm form = LogRecordForm.of(record);
        ProducerRecord<byte[], byte[]> entry =
                new ProducerRecord<>(Topics.LOG, partition, name.getBytes(StandardCharsets.UTF_8), form.value());
        form.headers().forEach((header, value) -> entry.headers().add(header, value));
        var unused = producer.send(entry);
    }

    @Override
    public void close() {
        background.shutdownNow();
        producer.close(Duration.ofSeconds(5));
    }
}
