/** Which organisation is responsible for what of an estate, by dated rules. */
@NullMarked
package io.dspt.monitor.core.organisation;

import org.jspecify.annotations.NullMarked;
