/** The one file that tells ingestors what to read, where to write it, and whose it is. */
@NullMarked
package io.dspt.monitor.ingest.configuration;

import org.jspecify.annotations.NullMarked;
