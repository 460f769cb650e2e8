package io.dspt.monitor.core.posture;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Which summary is wanted.
 *
 * @param month calendar month in London
 * @param organisation ODS code; {@code null} for the whole estate
 * @param asFinal whether it is to be final; a draft is always to be had
 */
public record SummaryRequest(YearMonth month, @Nullable String organisation, boolean asFinal) {}
