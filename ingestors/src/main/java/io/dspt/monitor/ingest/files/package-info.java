/** Brings files and folders into an estate's log. */
@NullMarked
package io.dspt.monitor.ingest.files;

import org.jspecify.annotations.NullMarked;
