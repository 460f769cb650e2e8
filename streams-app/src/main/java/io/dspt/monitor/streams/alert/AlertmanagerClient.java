package io.dspt.monitor.streams.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Speaks to one Alertmanager, version 2 of its API. Nothing is decided here. */
final class AlertmanagerClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final String CREATED_BY = "dspt-monitor";
    private static final int MOST_TOLD = 200;

    private final AlertmanagerAddress address;
    private final HttpClient http;
    private final Optional<URI> generator;

    /** It answered, but not that it took what was sent. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        RefusedException(int status, String says) {
            super("answered " + status + ": " + Clipped.line(says, MOST_TOLD));
            this.status = status;
        }

        /** Whether the same again would be refused again. */
        boolean isForGood() {
            return status == 400 || status == 422;
        }
    }

    /**
     * A silence that this product has made.
     *
     * @param key key of the alert that it silences
     */
    record Silence(String id, String key, Instant until) {}

    /**
     * A client; it connects when it is used.
     *
     * @param generator where alerts come from
     * @throws IOException when the certificates cannot be read
     */
    AlertmanagerClient(AlertmanagerAddress address, Optional<URI> generator) throws IOException {
        this.address = address;
        this.generator = generator;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LONGEST_CONNECT);
        if (address.caFile().isPresent()) {
            builder.sslContext(trusting(address.caFile().get()));
        }
        this.http = builder.build();
    }

    /**
     * Sends alerts.
     *
     * @param firingUntil when Alertmanager takes those that fire for over, if it hears nothing more
     * @throws IOException when it cannot be reached or does not take them
     */
    void post(List<Alert> alerts, Instant firingUntil) throws IOException, InterruptedException {
        ArrayNode body = JSON.createArrayNode();
        for (Alert alert : alerts) {
            AlertRow row = alert.row();
            ObjectNode node = body.addObject();
            ObjectNode labels = node.putObject("labels");
            row.labels().forEach(labels::put);
            ObjectNode annotations = node.putObject("annotations");
            alert.annotations().forEach(annotations::put);
            node.put("startsAt", row.startsAt().toString());
            Instant end = row.endedAt();
            node.put("endsAt", (end == null ? firingUntil : end).toString());
            generator.ifPresent(url -> node.put("generatorURL", url.toString()));
        }
        send(request("alerts").POST(body(body)).header("Content-Type", "application/json"));
    }

    /** The silences of this product that hold. */
    List<Silence> silences() throws IOException, InterruptedException {
        String filter = AlertLabels.ALERT_NAME + "=\"" + AlertLabels.FINDING_ALERT + "\"";
        String answer = send(request("silences?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8))
                .GET());
        List<Silence> silences = new ArrayList<>();
        for (JsonNode silence : JSON.readTree(answer)) {
            boolean holds = !silence.path("status").path("state").asText().equals("expired");
            if (holds && silence.path("createdBy").asText().equals(CREATED_BY)) {
                String key = matched(silence, AlertLabels.FINDING) + "/" + matched(silence, AlertLabels.SEVERITY);
                Instant until = Instant.parse(silence.path("endsAt").asText());
                silences.add(new Silence(silence.path("id").asText(), key, until));
            }
        }
        return silences;
    }

    /** Keeps an alert silent. */
    void silence(AlertRow row, Instant now, Instant until) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode matchers = body.putArray("matchers");
        for (String label : List.of(AlertLabels.ALERT_NAME, AlertLabels.FINDING, AlertLabels.SEVERITY)) {
            matchers.addObject()
                    .put("name", label)
                    .put("value", row.label(label))
                    .put("isRegex", false)
                    .put("isEqual", true);
        }
        body.put("startsAt", now.toString())
                .put("endsAt", until.toString())
                .put("createdBy", CREATED_BY)
                .put(
                        "comment",
                        "Finding " + row.findingId() + " of rule " + row.label("rule")
                                + " was acknowledged. It pages again from " + AlertTimes.full(until)
                                + ", unless it has ended.");
        send(request("silences").POST(body(body)).header("Content-Type", "application/json"));
    }

    /** Ends a silence before its time. */
    void expire(Silence silence) throws IOException, InterruptedException {
        send(request("silence/" + silence.id()).DELETE());
    }

    private HttpRequest.Builder request(String path) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.api(path)).timeout(LONGEST_ANSWER);
        if (address.basicAuth().isPresent()) {
            AlertmanagerAddress.BasicAuth auth = address.basicAuth().get();
            String both = auth.username() + ":" + secret(auth.passwordFile());
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        }
        if (address.bearerTokenFile().isPresent()) {
            request.header(
                    "Authorization",
                    "Bearer " + secret(address.bearerTokenFile().get()));
        }
        return request;
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new RefusedException(answer.statusCode(), answer.body());
        }
        return answer.body();
    }

    private static HttpRequest.BodyPublisher body(JsonNode body) {
        try {
            return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree of texts can be written", e);
        }
    }

    private static String matched(JsonNode silence, String label) {
        for (JsonNode matcher : silence.path("matchers")) {
            if (matcher.path("name").asText().equals(label)) {
                return matcher.path("value").asText();
            }
        }
        return "";
    }

    private static String secret(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    private static SSLContext trusting(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            if (trusted.size() == 0) {
                throw new IOException(file + " holds no certificate");
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no certificates in PEM", e);
        }
    }
}
