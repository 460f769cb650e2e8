/** Moves Azure records into the log and masks what must not leave; decides nothing. */
@NullMarked
package io.dspt.monitor.ingest;

import org.jspecify.annotations.NullMarked;
