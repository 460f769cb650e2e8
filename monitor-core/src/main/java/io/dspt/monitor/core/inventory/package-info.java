/** The last known state of every resource, principal and role. */
@NullMarked
package io.dspt.monitor.core.inventory;

import org.jspecify.annotations.NullMarked;
