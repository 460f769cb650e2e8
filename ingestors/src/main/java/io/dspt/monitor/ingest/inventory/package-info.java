/** Inventory snapshots: resources as Azure Resource Graph tells them, into the log. */
@NullMarked
package io.dspt.monitor.ingest.inventory;

import org.jspecify.annotations.NullMarked;
