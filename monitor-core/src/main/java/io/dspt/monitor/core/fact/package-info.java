/** The closed list of facts, each a named and typed value, and their three states: present, absent and unknown. */
@NullMarked
package io.dspt.monitor.core.fact;

import org.jspecify.annotations.NullMarked;
