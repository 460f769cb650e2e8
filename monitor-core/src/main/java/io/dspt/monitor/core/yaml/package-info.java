/** Strict reading of YAML: every refusal names file, line and path, unknown and duplicate keys are refused. */
@org.jspecify.annotations.NullMarked
package io.dspt.monitor.core.yaml;
