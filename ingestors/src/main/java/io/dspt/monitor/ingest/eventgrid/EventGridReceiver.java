package io.dspt.monitor.ingest.eventgrid;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.dspt.monitor.ingest.AcknowledgedLog;
import io.dspt.monitor.ingest.EstateDirectory;
import io.dspt.monitor.ingest.MessageRecords;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.eventgrid.EventGridMetrics.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;

/** Listens for what Event Grid posts, until it is closed. */
public final class EventGridReceiver implements AutoCloseable {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(25);
    private static final int BACKLOG = 100;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Webhook webhook;
    private final EventGridMetrics metrics;
    private final WebhookTroubles troubles;
    /** Has one party for itself and one for each request that is being worked on. */
    private final Phaser underWay = new Phaser(1);

    private volatile boolean listening;

    /**
     * Takes the address, and answers from {@link #start} on.
     *
     * @param log stays open
     * @param registry where it counts
     * @param clock gives arrival times, and tells whether tokens have expired
     * @param say takes lines for a person
     * @throws IOException when the address cannot be had
     */
    public EventGridReceiver(
            EventGridSource source,
            ReaderPipeline pipeline,
            EstateDirectory estates,
            AcknowledgedLog log,
            MeterRegistry registry,
            InstantSource clock,
            Consumer<String> say)
            throws IOException {
        this.metrics = new EventGridMetrics(registry, source.name());
        this.troubles = new WebhookTroubles(say);
        MessageRecords messages =
                new MessageRecords(source.evidenceName(), source.estate(), pipeline, estates, metrics::unrouted);
        List<SenderCheck> checks = new ArrayList<>();
        source.sharedSecrets().map(SharedSecretCheck::new).ifPresent(checks::add);
        source.entra().map(entra -> new EntraTokenCheck(entra, clock)).ifPresent(checks::add);
        this.webhook =
                new Webhook(source, checks, new EventGridRecords(messages, clock), log, metrics, troubles, clock);
        HttpServerBounds.set();
        this.server = server(source);
        this.threads = threads(source.limits().threads());
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** Begins to answer. */
    public void start() {
        server.start();
        listening = true;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Whether it takes events. */
    public boolean isListening() {
        return listening;
    }

    /** Takes no new requests, finishes those under way, and lets go of the address. */
    @Override
    public void close() {
        listening = false;
        int phase = underWay.arriveAndDeregister();
        try {
            underWay.awaitAdvanceInterruptibly(phase, LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            // Whoever still waits gets no answer, and sends again.
        }
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        long began = System.nanoTime();
        if (underWay.register() < 0) {
            metrics.request(Outcome.STOPPING);
            answer(exchange, Answer.later("stops").with("Connection", "close"));
            return;
        }
        try {
            answer(exchange, answerTo(exchange));
            metrics.answered(Duration.ofNanos(System.nanoTime() - began));
        } finally {
            underWay.arriveAndDeregister();
        }
    }

    private Answer answerTo(HttpExchange exchange) throws IOException {
        if (!listening) {
            metrics.request(Outcome.STOPPING);
            return Answer.later("stops").with("Connection", "close");
        }
        try {
            return webhook.answer(new WebhookRequest(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestURI().getRawQuery(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody()));
        } catch (RuntimeException e) {
            metrics.request(Outcome.FAILED);
            troubles.failed(e.getClass().getSimpleName());
            return Answer.later("failed");
        }
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static HttpServer server(EventGridSource source) throws IOException {
        if (source.certificate().isEmpty()) {
            return HttpServer.create(source.address(), BACKLOG);
        }
        HttpsServer server = HttpsServer.create(source.address(), BACKLOG);
        server.setHttpsConfigurator(new ModernTls(source.certificate().get()));
        return server;
    }

    private static ExecutorService threads(int number) {
        AtomicInteger made = new AtomicInteger();
        return Executors.newFixedThreadPool(number, task -> {
            Thread thread = new Thread(task, "event-grid-" + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Nothing older than TLS 1.2. */
    private static final class ModernTls extends HttpsConfigurator {
        ModernTls(ServerCertificate certificate) {
            super(certificate.context());
        }

        @Override
        public void configure(HttpsParameters connection) {
            SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            connection.setSSLParameters(parameters);
        }
    }
}
