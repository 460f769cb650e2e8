package io.dspt.monitor.ingest.inventory;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.management.exception.ManagementError;
import com.azure.core.management.exception.ManagementException;
import org.jspecify.annotations.Nullable;

/** What stands behind a failure of the SDK, in words for whoever runs the ingestor. */
final class GraphFailure {
    private static final int LONGEST_MESSAGE = 300;

    private GraphFailure() {}

    static ResourceGraphException of(Throwable failure, InventoryScope scope) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAuthenticationException) {
                return new ResourceGraphException(
                        "Entra gave no token to read inventories with: " + firstLine(cause)
                                + "; see that the identity exists and its credential has not expired",
                        false,
                        failure);
            }
            if (cause instanceof HttpResponseException answered && answered.getResponse() != null) {
                return refused(answered, scope);
            }
        }
        return new ResourceGraphException(
                "Azure Resource Graph cannot be reached: " + firstLine(failure), true, failure);
    }

    private static ResourceGraphException refused(HttpResponseException answered, InventoryScope scope) {
        int status = answered.getResponse().getStatusCode();
        String reason = reason(answered);
        return switch (status) {
            case 200 ->
                new ResourceGraphException("Azure Resource Graph's answer cannot be read: " + reason, true, answered);
            case 401 ->
                new ResourceGraphException(
                        "Azure Resource Graph does not take the identity's token (401): see that it is of the tenant of "
                                + scope.named() + "; " + reason,
                        false,
                        answered);
            case 403 ->
                new ResourceGraphException(
                        "The identity may not read inventories (403): grant it the role Reader on " + scope.named()
                                + "; " + reason,
                        false,
                        answered);
            case 429 ->
                new ResourceGraphException(
                        "Azure Resource Graph throttles (429), for longer than was waited for: take inventories less"
                                + " often, or have others ask less",
                        true,
                        answered);
            default ->
                new ResourceGraphException(
                        "Azure Resource Graph answers with status " + status + ": " + reason, status >= 500, answered);
        };
    }

    /** What Azure says is wrong, in one line; Resource Graph puts the reason among the details. */
    private static String reason(HttpResponseException answered) {
        ManagementError error = answered instanceof ManagementException management ? management.getValue() : null;
        if (error == null) {
            return "no reason given";
        }
        if (error.getDetails() != null && !error.getDetails().isEmpty()) {
            error = error.getDetails().get(0);
        }
        return shortened(error.getCode() + ": " + error.getMessage());
    }

    private static String firstLine(Throwable failure) {
        Throwable cause = failure;
        while (isEmpty(cause.getMessage()) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : shortened(message);
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static String shortened(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "…" : line;
    }
}
