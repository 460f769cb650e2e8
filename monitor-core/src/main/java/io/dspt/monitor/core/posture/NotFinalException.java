package io.dspt.monitor.core.posture;

import java.util.List;

/** A summary cannot be final; the message gives every reason. */
public final class NotFinalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotFinalException(List<String> reasons) {
        super("the summary cannot be final: " + String.join("; ", reasons));
    }
}
