/** Runs the cases that prove rules: facts alone, records in Azure's own shape, and timed events through the fold. */
@org.jspecify.annotations.NullMarked
package io.dspt.monitor.core.cases;
