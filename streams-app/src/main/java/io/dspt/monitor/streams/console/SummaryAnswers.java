package io.dspt.monitor.streams.console;

import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.NotFinalException;
import io.dspt.monitor.core.posture.UnknownOrganisationException;
import io.dspt.monitor.streams.report.SummaryReport;
import io.dspt.monitor.streams.report.SummaryReport.Format;
import io.dspt.monitor.streams.report.TopicSummaries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers whoever asks for a summary. One is made and sent at a time, however slowly it is taken, so that summaries never
 * hold more than one of the console's threads.
 */
final class SummaryAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(SummaryAnswers.class);
    private static final String COME_AGAIN_AFTER_SECONDS = "10";

    private final TopicSummaries summaries;
    private final Semaphore free = new Semaphore(1);

    SummaryAnswers(TopicSummaries summaries) {
        this.summaries = summaries;
    }

    /**
     * Sends the summary, or one line that says why there is none.
     *
     * @param query of the address, as it was sent
     */
    void answer(@Nullable String query, Answer.Sender sender) throws IOException {
        SummaryQuery asked;
        try {
            asked = SummaryQuery.parse(query);
        } catch (IllegalArgumentException e) {
            sender.send(Answer.line(400, String.valueOf(e.getMessage())));
            return;
        }
        if (!free.tryAcquire()) {
            sender.send(comeAgain("another summary is being made"));
            return;
        }
        try {
            sender.send(made(asked));
        } finally {
            free.release();
        }
    }

    private Answer made(SummaryQuery asked) {
        try {
            Optional<MonthlySummary> summary = summaries.summary(asked.estate(), asked.request());
            if (summary.isEmpty()) {
                return Answer.line(
                        404,
                        "there is no estate " + asked.estate() + ": neither ledger nor coverage tell of it;"
                                + " estate=NAME says which is meant");
            }
            Answer answer = file(summary.get(), asked.format());
            LOG.info("Made the summary of {} as {}", asked.request().month(), asked.format());
            return answer;
        } catch (UnknownOrganisationException e) {
            return Answer.line(404, String.valueOf(e.getMessage()));
        } catch (NotFinalException e) {
            return Answer.line(409, String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            LOG.warn("No summary can be made, the topics cannot be read: {}", e.toString());
            return comeAgain("the topics cannot be read: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("No summary can be made of what the topics hold: {}", e.toString());
            return Answer.line(500, "no summary can be made of what the topics hold: " + e.getMessage());
        }
    }

    private static Answer comeAgain(String why) {
        return new Answer(
                503,
                Answer.TEXT,
                (why + "\n").getBytes(StandardCharsets.UTF_8),
                Map.of("Retry-After", COME_AGAIN_AFTER_SECONDS));
    }

    /** A page is shown, everything else is kept under its usual name. */
    private static Answer file(MonthlySummary summary, Format format) {
        byte[] body = SummaryReport.of(summary, format);
        String disposition = "attachment; filename=\"" + SummaryReport.fileName(summary, format) + "\"";
        return new Answer(
                200, type(format), body, format == Format.HTML ? Map.of() : Map.of("Content-Disposition", disposition));
    }

    private static String type(Format format) {
        return switch (format) {
            case HTML -> Answer.HTML;
            case PDF -> "application/pdf";
            case CSV -> "text/csv; charset=utf-8";
            case JSON -> "application/json";
            case OCSF -> "application/x-ndjson";
        };
    }
}
