/** The ledger as it is read back: verified while it is read, and its heads signed and kept outside the cluster. */
@NullMarked
package io.dspt.monitor.streams.ledger;

import org.jspecify.annotations.NullMarked;
