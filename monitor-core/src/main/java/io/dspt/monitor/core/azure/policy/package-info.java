/** Azure Policy definitions as rules: what they ask is said in our own words, or it is said what cannot be. */
@NullMarked
package io.dspt.monitor.core.azure.policy;

import org.jspecify.annotations.NullMarked;
