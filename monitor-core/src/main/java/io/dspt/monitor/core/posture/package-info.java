/** What findings and coverage come to: the machine signal of each requirement, and the monthly summary. */
@NullMarked
package io.dspt.monitor.core.posture;

import org.jspecify.annotations.NullMarked;
