/** What people supply: registers as data, their rows, and what a row must be to count. */
@NullMarked
package io.dspt.monitor.core.register;

import org.jspecify.annotations.NullMarked;
