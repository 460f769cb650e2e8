/** Requirements of published standards, mapped to the rules that give evidence for them. */
@NullMarked
package io.dspt.monitor.core.standard;

import org.jspecify.annotations.NullMarked;
