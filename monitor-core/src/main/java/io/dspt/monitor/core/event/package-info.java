/** Azure events as sealed, typed records, free of the wire format they came in. */
@NullMarked
package io.dspt.monitor.core.event;

import org.jspecify.annotations.NullMarked;
