/** The deterministic fold {@code step(state, record)}, which gives the same findings for the same log. */
@NullMarked
package io.dspt.monitor.core.fold;

import org.jspecify.annotations.NullMarked;
