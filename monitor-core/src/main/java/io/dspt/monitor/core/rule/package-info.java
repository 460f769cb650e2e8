/** Rules as data: loaded from files, compiled to predicates, judged against facts. */
@NullMarked
package io.dspt.monitor.core.rule;

import org.jspecify.annotations.NullMarked;
