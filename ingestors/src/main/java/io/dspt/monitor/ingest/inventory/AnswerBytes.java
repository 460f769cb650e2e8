package io.dspt.monitor.ingest.inventory;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.Context;
import reactor.core.publisher.Mono;

/**
 * The bytes of an answer as Azure sent them. The SDK's client hands rows over as objects, from which they cannot be had
 * back, and a hash would be of something that Azure never said.
 */
final class AnswerBytes {
    private static final String KEY = "dspt-answer-bytes";

    private byte[] bytes = new byte[0];

    /** Of the last answer to a call that was made with {@link #context}. */
    byte[] bytes() {
        return bytes;
    }

    /** What a call is made with whose answer is to be kept. */
    Context context() {
        return new Context(KEY, this);
    }

    /**
     * Reads each answer to its end before anybody else sees it, so that one that breaks off counts as a failure of the
     * request and is asked for again. It stands behind whatever repeats requests.
     */
    static HttpPipelinePolicy policy() {
        return AnswerBytes::process;
    }

    private static Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
        return next.process().flatMap(response -> {
            HttpResponse whole = response.buffer();
            return whole.getBodyAsByteArray().defaultIfEmpty(new byte[0]).map(body -> {
                call.getData(KEY).ifPresent(answer -> ((AnswerBytes) answer).bytes = body);
                return whole;
            });
        });
    }
}
