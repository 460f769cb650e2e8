package io.dspt.monitor.ingest.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.policy.HttpPipelinePolicy;
import io.dspt.monitor.azure.fakes.FakeResourceGraph;
import io.dspt.monitor.azure.fakes.GraphAnswer;
import io.dspt.monitor.azure.fakes.GraphRequest;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecord.SnapshotEnd;
import io.dspt.monitor.core.fold.LogRecord.SnapshotResource;
import io.dspt.monitor.ingest.AcknowledgedLog;
import io.dspt.monitor.ingest.EstateDirectory;
import io.dspt.monitor.ingest.EstateDirectory.Estate;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.RoutedEntry;
import io.dspt.monitor.ingest.inventory.InventoryIngestor.CannotTakeInventoryException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** Azure's own SDK on a service that answers as Azure Resource Graph does, into logs in memory. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class InventoryIngestorIT {
    private static final String ONE = "7d1c9a52-0000-4000-8000-000000000b01";
    private static final String TWO = "7d1c9a52-0000-4000-8000-000000000b02";
    private static final String STRAY = "7d1c9a52-0000-4000-8000-000000000b03";
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant TAKEN_AT = NOW.minus(Duration.ofMinutes(5));
    /** So long nobody waits for a test: what is asked again then, is because the answer said when. */
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final FakeResourceGraph azure = FakeResourceGraph.start();
    private final List<RoutedEntry> log = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private Consumer<List<RoutedEntry>> beforeAppend = entries -> {};
    private Duration retryAfter = Duration.ofMillis(50);
    private GraphAnswer resources;
    private GraphAnswer changes;

    @AfterEach
    void stop() {
        azure.close();
    }

    /** Gives the fake what it answers; a query that nothing here is for would be refused. */
    private void azureHas(List<String> subscriptions, String... rows) {
        azure.answer(
                query -> query.startsWith("resourcecontainers | where type =~"),
                subscriptions.stream().map(InventoryIngestorIT::subscription).toList());
        azure.answer(
                query -> query.startsWith("resourcecontainers | where type in~"),
                subscriptions.stream().map(InventoryIngestorIT::subscription).toList());
        changes = azure.answer(query -> query.startsWith("resourcechanges"), List.of());
        azure.answer(query -> query.startsWith("resourcecontainerchanges"), List.of());
        resources = azure.answer(query -> query.startsWith("resources"), List.of(rows));
    }

    private static String subscription(String id) {
        return "{\"id\":\"/subscriptions/" + id
                + "\",\"type\":\"microsoft.resources/subscriptions\",\"subscriptionId\":\"" + id
                + "\",\"tenantId\":\"7d1c9a52-0000-4000-8000-0000000000aa\",\"properties\":{\"state\":\"Enabled\"}}";
    }

    private static String account(String subscription, int number) {
        return "{\"subscriptionId\":\"" + subscription + "\",\"id\":\"/subscriptions/" + subscription
                + "/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st" + number
                + "\",\"type\":\"microsoft.storage/storageaccounts\",\"odd\":12345678901234567890123}";
    }

    private static EstateDirectory estates() {
        return new EstateDirectory(
                List.of(new Estate("march", List.of(), List.of(ONE)), new Estate("fen", List.of(), List.of(TWO))),
                "quarantine");
    }

    private InventorySource source(InventoryScope scope) {
        return new InventorySource(
                "inventory",
                Optional.empty(),
                azure.endpoint(),
                scope,
                null,
                Duration.ofHours(6),
                Duration.ofMinutes(15),
                Duration.ofMinutes(5));
    }

    private HttpPipeline http(HttpPipelinePolicy... signing) {
        List<HttpPipelinePolicy> policies = new ArrayList<>(List.of(ResourceGraphReader.retrying(retryAfter)));
        policies.addAll(List.of(signing));
        return ResourceGraphReader.pipeline(policies);
    }

    private InventoryIngestor ingestor(InventoryScope scope, boolean once, HttpPipelinePolicy... signing) {
        AcknowledgedLog appends = entries -> {
            beforeAppend.accept(entries);
            log.addAll(entries);
        };
        return new InventoryIngestor(
                source(scope),
                http(signing),
                2,
                new ReaderPipeline(MaskKey.demo()),
                estates(),
                appends,
                registry,
                clock::get,
                once,
                said::add,
                pauses::add);
    }

    private void takeOne(InventoryScope scope, HttpPipelinePolicy... signing) {
        try (InventoryIngestor ingestor = ingestor(scope, true, signing)) {
            ingestor.start();
            ingestor.ended().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private String failureOf(InventoryScope scope, HttpPipelinePolicy... signing) {
        String says = String.valueOf(assertThrows(CannotTakeInventoryException.class, () -> takeOne(scope, signing))
                .getMessage());
        assertEquals(1, says.lines().count(), says);
        return says;
    }

    private static InventoryScope some(String... subscriptions) {
        return new InventoryScope.Subscriptions(List.of(subscriptions));
    }

    private List<LogRecord> records(String estate) {
        return log.stream()
                .filter(entry -> entry.estate().equals(estate))
                .map(entry -> entry.entry().record())
                .toList();
    }

    private List<SnapshotResource> rows(String estate) {
        return records(estate).stream()
                .filter(SnapshotResource.class::isInstance)
                .map(SnapshotResource.class::cast)
                .toList();
    }

    private List<SnapshotEnd> ends(String estate) {
        return records(estate).stream()
                .filter(SnapshotEnd.class::isInstance)
                .map(SnapshotEnd.class::cast)
                .toList();
    }

    private static String text(SnapshotResource row) {
        return new String(row.bytes(), StandardCharsets.UTF_8);
    }

    private double metric(String name, String... tags) {
        return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }

    @Test
    void shouldTellEveryRowOfAllPagesAsItsOwnBytesAndThenTheEnd() {
        // Given a subscription and five accounts, two to a page
        azureHas(
                List.of(ONE),
                IntStream.range(0, 5).mapToObj(number -> account(ONE, number)).toArray(String[]::new));

        // When
        takeOne(some(ONE));

        // Then
        List<String> expected = new ArrayList<>(List.of(subscription(ONE)));
        IntStream.range(0, 5).mapToObj(number -> account(ONE, number)).forEach(expected::add);
        List<SnapshotResource> rows = rows("march");
        assertEquals(expected, rows.stream().map(InventoryIngestorIT::text).toList());
        assertEquals(
                Sha256.hex(account(ONE, 4).getBytes(StandardCharsets.UTF_8)),
                rows.get(5).origin().sha256());
        assertTrue(rows.stream().allMatch(row -> row.takenAt().equals(TAKEN_AT)));
        assertEquals(6, rows.stream().map(SnapshotResource::origin).distinct().count());
        assertEquals(
                List.of(new SnapshotEnd(rows.get(0).snapshotId(), TAKEN_AT, new TreeSet<>(Set.of(ONE)), 6)),
                ends("march"));
        assertEquals(6 + 1, log.size());
        assertEquals(7, metric("dspt.ingest.records", "source", "inventory"));
        assertEquals(
                NOW.getEpochSecond(),
                metric("dspt.ingest.inventory.last.whole.timestamp.seconds", "source", "inventory"));
    }

    @Test
    void shouldAskAsResourceGraphWantsToBeAsked() {
        // Given
        azureHas(List.of(ONE));

        // When
        takeOne(some(ONE.toUpperCase(Locale.ROOT)));

        // Then
        List<GraphRequest> asked = azure.requests();
        GraphRequest last = asked.get(asked.size() - 1);
        assertEquals("resources | order by id asc", last.query());
        assertEquals(List.of(ONE), last.subscriptions());
        assertEquals(2, last.top());
        assertEquals("objectArray", last.resultFormat());
        assertTrue(asked.stream().allMatch(each -> each.query().contains("order by")));
    }

    @Test
    void shouldLookForSubscriptionsInTheWholeTenantOrBelowManagementGroups() {
        // Given
        azureHas(List.of(ONE));

        // When
        takeOne(new InventoryScope.Tenant());
        takeOne(new InventoryScope.ManagementGroups(List.of("mg-trust")));

        // Then what each of them is shown is asked for by name
        List<GraphRequest> whole = azure.requests().subList(0, 3);
        List<GraphRequest> below = azure.requests().subList(3, 6);
        assertEquals(List.of(), whole.get(0).subscriptions());
        assertEquals(List.of(), whole.get(0).managementGroups());
        assertEquals(List.of("mg-trust"), below.get(0).managementGroups());
        assertEquals(List.of(ONE), whole.get(2).subscriptions());
        assertEquals(List.of(ONE), below.get(2).subscriptions());
    }

    @Test
    void shouldTellEachEstateOfItsOwnAndTheQuarantineOfWhatNobodyClaims() {
        // Given
        azureHas(List.of(ONE, TWO, STRAY), account(ONE, 1), account(TWO, 2), account(STRAY, 3));

        // When
        takeOne(new InventoryScope.Tenant());

        // Then
        assertEquals(List.of(subscription(ONE), account(ONE, 1)), texts("march"));
        assertEquals(List.of(subscription(TWO), account(TWO, 2)), texts("fen"));
        assertEquals(List.of(subscription(STRAY), account(STRAY, 3)), texts("quarantine"));
        assertEquals(Set.of(TWO), ends("fen").get(0).subscriptions());
        assertEquals(2, metric("dspt.ingest.inventory.subscriptions", "claimed", "yes"));
        assertEquals(1, metric("dspt.ingest.inventory.subscriptions", "claimed", "no"));
        assertEquals(3, metric("dspt.ingest.unrouted", "source", "inventory"));
    }

    private List<String> texts(String estate) {
        return rows(estate).stream().map(InventoryIngestorIT::text).toList();
    }

    @Test
    void shouldMaskWhatMustNotLeave() {
        // Given
        azureHas(
                List.of(ONE),
                "{\"id\":\"/subscriptions/" + ONE
                        + "/resourceGroups/rg/providers/Microsoft.Logic/workflows/w\",\"properties\":{\"uri\":"
                        + "\"https://st.blob.core.windows.net/scans/smith.dcm?sv=2022-11-02&sig=c2VjcmV0c2VjcmV0\"}}");

        // When
        takeOne(some(ONE));

        // Then
        String masked = texts("march").get(1);
        assertFalse(masked.contains("c2VjcmV0c2VjcmV0"), masked);
        assertFalse(masked.contains("smith.dcm"), masked);
    }

    @Test
    void shouldNotCallWholeWhatTheIdentityIsNotShown() {
        // Given of two subscriptions one is shown
        azureHas(List.of(ONE), account(ONE, 1));

        // When
        String says = failureOf(some(ONE, TWO));

        // Then what it is shown is told all the same
        assertTrue(says.contains("grant it the role Reader on subscription " + TWO), says);
        assertEquals(Set.of(ONE), ends("march").get(0).subscriptions());
        assertEquals(List.of(), records("fen"));
    }

    @Test
    void shouldTellNothingWhenTheIdentityIsShownNothing() {
        azureHas(List.of());

        String says = failureOf(new InventoryScope.ManagementGroups(List.of("mg-trust")));

        assertTrue(says.contains("grant it the role Reader on management group mg-trust"), says);
        assertEquals(List.of(), log);
    }

    @Test
    void shouldNotEndASnapshotWhoseRowsChangedWhileItWasRead() {
        // Given an account appears before the second page
        azureHas(List.of(ONE), account(ONE, 1), account(ONE, 2), account(ONE, 3));
        azure.beforePage(
                1,
                () -> resources.replace(List.of(account(ONE, 0), account(ONE, 1), account(ONE, 2), account(ONE, 3))));

        // When
        String says = failureOf(some(ONE));

        // Then
        assertTrue(says.contains("changed while it was read"), says);
        assertEquals(List.of(), ends("march"));
        assertEquals(1, metric("dspt.ingest.inventory.snapshots", "kind", "whole", "result", "incomplete"));
    }

    @Test
    void shouldLeaveARowThatIsTooLargeInTheCountOnly() {
        // Given
        String large = "{\"id\":\"/subscriptions/" + ONE + "/x\",\"properties\":\"" + "x".repeat(1_000_000) + "\"}";
        azureHas(List.of(ONE), account(ONE, 1), large);

        // When
        takeOne(some(ONE));

        // Then the monitor will find one fewer, and conclude nothing
        assertEquals(2, rows("march").size());
        assertEquals(3, ends("march").get(0).resources());
        assertEquals(
                "too-large", ((LogRecord.UnreadableElement) records("march").get(2)).reason());
    }

    @Test
    void shouldTellAHundredSubscriptionsAtATime() {
        // Given
        List<String> all = IntStream.range(0, 101)
                .mapToObj(i -> String.format(Locale.ROOT, "7d1c9a52-0000-4000-8000-%012d", i))
                .toList();
        azureHas(all);

        // When
        takeOne(new InventoryScope.Tenant());

        // Then
        assertEquals(
                List.of(100, 1),
                ends("quarantine").stream()
                        .map(end -> end.subscriptions().size())
                        .toList());
        assertEquals(
                2,
                ends("quarantine").stream()
                        .map(SnapshotEnd::snapshotId)
                        .distinct()
                        .count());
    }

    @Test
    void shouldWaitAsLongAsItIsToldToWhenItIsThrottled() {
        // Given two answers that say when to ask again
        azureHas(List.of(ONE), account(ONE, 1));
        azure.throttleNext(2, Duration.ofSeconds(1));
        retryAfter = FOR_EVER;

        // When it would wait for an hour by itself
        takeOne(some(ONE));

        // Then
        assertEquals(1, ends("march").size());
        assertEquals(5, azure.requests().size());
    }

    @Test
    void shouldAskNoMoreThanItsQuotaAllows() {
        // Given
        azureHas(List.of(ONE), account(ONE, 1));
        azure.useUpQuotaNext(1, Duration.ofSeconds(7));

        // When
        takeOne(some(ONE));

        // Then
        assertEquals(List.of(Duration.ofSeconds(7)), pauses);
        assertTrue(said.contains("has asked as often as Resource Graph allows: waits 7 s"), said::toString);
    }

    @Test
    void shouldSayWhatToGrantWhenItMayNotRead() {
        azure.denyNext(1);

        String says = failureOf(some(ONE));

        assertTrue(says.contains("(403): grant it the role Reader on subscription " + ONE), says);
        assertTrue(says.contains("AuthorizationFailed"), says);
        assertEquals(List.of(), log);
    }

    @Test
    void shouldSayWhenItsTokenIsNotTaken() {
        azure.expireNext(1);

        String says = failureOf(some(ONE));

        assertTrue(says.contains("(401)"), says);
        assertTrue(says.contains("ExpiredAuthenticationToken"), says);
    }

    @Test
    void shouldSayWhenEntraGivesNoToken() {
        TokenCredential expired = request ->
                Mono.error(new ClientAuthenticationException("AADSTS7000222: keys are expired.\nTrace", null));
        HttpPipelinePolicy signing = (call, next) -> expired.getToken(null).then(next.process());

        String says = failureOf(some(ONE), signing);

        assertTrue(says.startsWith("Entra gave no token to read inventories with: AADSTS7000222"), says);
        assertEquals(List.of(), azure.requests());
    }

    @Test
    void shouldBringItsToken() {
        azureHas(List.of(ONE));
        azure.requireToken("a token");
        TokenCredential identity = request -> Mono.just(new AccessToken("a token", null));
        HttpPipelinePolicy signing = (call, next) -> identity.getToken(null).flatMap(token -> {
            call.getHttpRequest().setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token.getToken());
            return next.process();
        });

        takeOne(some(ONE), signing);

        assertEquals(1, ends("march").size());
    }

    @Test
    void shouldAskAgainWhenAnAnswerBreaksOff() {
        // Given
        azureHas(List.of(ONE), account(ONE, 1));
        azure.cutNext(1);

        // When
        takeOne(some(ONE));

        // Then nothing is told twice
        assertEquals(2, rows("march").size());
        assertEquals(1, ends("march").size());
    }

    @Test
    void shouldLeaveWhatWasToldWithoutAnEndWhenAzureFailsInBetween() {
        // Given the second page of the accounts fails for good
        azureHas(List.of(ONE), account(ONE, 1), account(ONE, 2), account(ONE, 3));
        azure.beforePage(1, () -> azure.failNext(1, 400, "InvalidSkipToken", "expired"));

        // When
        String says = failureOf(some(ONE));

        // Then
        assertTrue(says.contains("InvalidSkipToken"), says);
        assertEquals(3, rows("march").size());
        assertEquals(List.of(), ends("march"));
    }

    @Test
    void shouldLeaveWhatWasToldWithoutAnEndWhenItIsStopped() throws Exception {
        // Given it waits for the second page
        azureHas(List.of(ONE), account(ONE, 1), account(ONE, 2), account(ONE, 3));
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        azure.beforePage(1, () -> {
            waits.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        InventoryIngestor ingestor = ingestor(some(ONE), false);
        ingestor.start();
        waits.await();

        // When
        ingestor.close();
        over.countDown();

        // Then
        ingestor.ended().join();
        assertEquals(3, rows("march").size());
        assertEquals(List.of(), ends("march"));
    }

    @Test
    void shouldTryAgainWaitingLongerWhileNobodyAnswers() {
        // Given
        azure.close();

        // When
        String says = failureOf(some(ONE));

        // Then
        assertTrue(says.startsWith("Azure Resource Graph cannot be reached"), says);
        assertEquals(List.of(Duration.ofSeconds(5), Duration.ofSeconds(10)), pauses);
        assertTrue(said.get(0).endsWith("; tries again in 5 s"), said::toString);
    }

    @Test
    void shouldTakeThatSnapshotAnewWhichTheLogDidNotTake() {
        // Given
        azureHas(List.of(ONE), account(ONE, 1));
        List<RoutedEntry> refused = new ArrayList<>();
        beforeAppend = entries -> {
            if (refused.isEmpty() && entries.get(0).entry().record() instanceof SnapshotEnd) {
                refused.addAll(entries);
                clock.set(NOW.plusSeconds(5));
                throw new AcknowledgedLog.LogUnavailableException("nobody is there", new IllegalStateException());
            }
        };

        // When
        takeOne(some(ONE));

        // Then under another name: nothing is counted for the one that has no end
        assertEquals(4, rows("march").size());
        assertEquals(1, ends("march").size());
        assertEquals(rows("march").get(3).snapshotId(), ends("march").get(0).snapshotId());
        assertFalse(
                rows("march").get(0).snapshotId().equals(ends("march").get(0).snapshotId()));
    }

    @Test
    void shouldTellWhatHasChangedBetweenWholeSnapshots() throws Exception {
        // Given a whole snapshot, and a quarter of an hour in which accounts changed, one with a strange name
        azureHas(List.of(ONE), account(ONE, 1));
        CountDownLatch told = new CountDownLatch(3);
        List<Duration> waited = new CopyOnWriteArrayList<>();
        AcknowledgedLog appends = log::addAll;
        InventoryIngestor ingestor = new InventoryIngestor(
                source(some(ONE)),
                http(),
                2,
                new ReaderPipeline(MaskKey.demo()),
                estates(),
                appends,
                registry,
                clock::get,
                false,
                said::add,
                wait -> {
                    waited.add(wait);
                    told.countDown();
                    if (waited.size() > 2) {
                        awaitInterrupt();
                    }
                    clock.updateAndGet(now -> now.plus(wait));
                    changes.replace(
                            waited.size() == 1
                                    ? List.of("{\"targetId\":\"/subscriptions/" + ONE + "/it's\"}")
                                    : List.of());
                });

        // When
        ingestor.start();
        told.await();
        ingestor.close();

        // Then the changes have no end, and where there were none nothing was asked for
        assertEquals(
                List.of("whole-" + NOW + "-0", "changes-" + NOW.plus(Duration.ofMinutes(15))),
                rows("march").stream()
                        .map(SnapshotResource::snapshotId)
                        .distinct()
                        .toList());
        assertEquals(1, ends("march").size());
        assertEquals(Duration.ofMinutes(15), waited.get(0));
        assertTrue(
                azure.requests().stream()
                        .anyMatch(asked -> asked.query().startsWith("resourcechanges")
                                && asked.query().contains("datetime(2026-03-02T08:55:00Z)")),
                () -> azure.requests().toString());
        assertEquals(
                List.of("resources | where id in~ ('/subscriptions/" + ONE + "/it\\'s') | order by id asc"),
                azure.requests().stream()
                        .map(GraphRequest::query)
                        .filter(query -> query.startsWith("resources | where"))
                        .toList());
    }

    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
