/** The commands that run ingestors, whether alone or as part of the all-in-one distribution. */
@NullMarked
package io.dspt.monitor.ingest.command;

import org.jspecify.annotations.NullMarked;
