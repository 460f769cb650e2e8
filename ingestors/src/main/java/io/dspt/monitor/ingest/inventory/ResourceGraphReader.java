package io.dspt.monitor.ingest.inventory;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.http.rest.Response;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.resourcegraph.ResourceGraphManager;
import com.azure.resourcemanager.resourcegraph.models.QueryResponse;
import com.azure.resourcemanager.resourcegraph.models.ResourceProviders;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads answers of Azure Resource Graph page by page, through Azure's own SDK. */
final class ResourceGraphReader {
    /** Resource Graph gives no more rows at once. */
    static final int MOST_ROWS = 1_000;

    private static final HttpHeaderName QUOTA = HttpHeaderName.fromString("x-ms-user-quota-remaining");
    private static final HttpHeaderName QUOTA_COMES_BACK = HttpHeaderName.fromString("x-ms-user-quota-resets-after");
    /** Fifteen requests in five seconds are usual; so long a wait says that something else is wrong. */
    private static final Duration LONGEST_QUOTA_WAIT = Duration.ofMinutes(5);

    /** What lasts longer is for whoever runs the ingestor to know, who goes on trying after that. */
    private static final int RETRIES = 4;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final ResourceProviders graph;
    private final int rowsPerPage;
    private final Consumer<Duration> pause;

    /**
     * A reader.
     *
     * @param pipeline sends requests, signs and repeats them; see {@link #pipeline}
     * @param endpoint where Azure is managed, without a path
     * @param rowsPerPage at most {@value #MOST_ROWS}
     * @param pause waits before the next page when the quota is used up
     */
    ResourceGraphReader(HttpPipeline pipeline, URI endpoint, int rowsPerPage, Consumer<Duration> pause) {
        if (rowsPerPage < 1 || rowsPerPage > MOST_ROWS) {
            throw new IllegalArgumentException("rowsPerPage: " + rowsPerPage + " is not between 1 and " + MOST_ROWS);
        }
        AzureEnvironment environment = new AzureEnvironment(Map.of("resourceManagerEndpointUrl", endpoint.toString()));
        this.graph = ResourceGraphManager.authenticate(pipeline, new AzureProfile(environment))
                .resourceProviders();
        this.rowsPerPage = rowsPerPage;
        this.pause = pause;
    }

    /** Signs requests for this place as an identity, and waits as long as Resource Graph says when it throttles. */
    static HttpPipeline pipeline(Optional<TokenCredential> credential, URI endpoint) {
        List<HttpPipelinePolicy> policies = new ArrayList<>(List.of(retrying(FIRST_RETRY)));
        credential.ifPresent(token -> policies.add(
                new BearerTokenAuthenticationPolicy(token, endpoint.toString().replaceFirst("/+$", "") + "/.default")));
        return pipeline(policies);
    }

    static HttpPipeline pipeline(List<HttpPipelinePolicy> policies) {
        List<HttpPipelinePolicy> all = new ArrayList<>(policies);
        all.add(AnswerBytes.policy());
        return new HttpPipelineBuilder()
                .policies(all.toArray(HttpPipelinePolicy[]::new))
                .build();
    }

    /**
     * Asks again what was throttled or has failed: after what the answer says in {@code Retry-After}, otherwise after this
     * time, then twice that, and so on.
     */
    static HttpPipelinePolicy retrying(Duration first) {
        return new RetryPolicy(new RetryOptions(new ExponentialBackoffOptions()
                        .setMaxRetries(RETRIES)
                        .setBaseDelay(first)
                        .setMaxDelay(first.compareTo(LONGEST_RETRY) > 0 ? first : LONGEST_RETRY))
                .setShouldRetryCondition(ResourceGraphReader::mayHeal));
    }

    /** An identity that gets no token now gets none in a second either. */
    private static boolean mayHeal(RequestRetryCondition tried) {
        HttpResponse response = tried.getResponse();
        if (response != null) {
            int status = response.getStatusCode();
            return status == 408 || status == 429 || (status >= 500 && status != 501 && status != 505);
        }
        for (Throwable cause = tried.getThrowable(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads an answer to its end.
     *
     * @param pages gets each page as it comes
     * @throws ResourceGraphException when there is no answer; the pages before have been handed over
     */
    void read(GraphQuery query, Consumer<GraphPage> pages) {
        String next = null;
        do {
            next = page(query, next, pages);
        } while (next != null && !next.isEmpty());
    }

    private @Nullable String page(GraphQuery query, @Nullable String skipToken, Consumer<GraphPage> pages) {
        AnswerBytes bytes = new AnswerBytes();
        Response<QueryResponse> response;
        try {
            response = graph.resourcesWithResponse(query.page(rowsPerPage, skipToken), bytes.context());
        } catch (RuntimeException e) {
            throw GraphFailure.of(e, query.scope());
        }
        QueryResponse answer = response.getValue();
        if (answer == null || !(answer.data() instanceof List<?> rows)) {
            throw new ResourceGraphException("Azure Resource Graph's answer is not one to a query", true, null);
        }
        pages.accept(new GraphPage(bytes.bytes(), answer.totalRecords(), rows));
        quotaWait(response.getHeaders()).ifPresent(pause);
        return answer.skipToken();
    }

    /** How long nothing more may be asked; empty when something may. */
    private static Optional<Duration> quotaWait(HttpHeaders headers) {
        String after = headers.getValue(QUOTA_COMES_BACK);
        if (!"0".equals(headers.getValue(QUOTA)) || after == null || !after.matches("\\d{1,2}:\\d{2}:\\d{2}")) {
            return Optional.empty();
        }
        String[] parts = after.split(":", -1);
        Duration wait = Duration.ofHours(Integer.parseInt(parts[0]))
                .plusMinutes(Integer.parseInt(parts[1]))
                .plusSeconds(Integer.parseInt(parts[2]));
        return Optional.of(wait.compareTo(LONGEST_QUOTA_WAIT) > 0 ? LONGEST_QUOTA_WAIT : wait);
    }
}
