/** The life of one violation of one rule by one subject, from opening to resolution. */
@NullMarked
package io.dspt.monitor.core.finding;

import org.jspecify.annotations.NullMarked;
