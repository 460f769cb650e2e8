package io.dspt.monitor.core.finding;

/**
 * One record that shows a violation.
 *
 * @param source path or hub
 * @param position line and index in it
 * @param sha256 hex of the record's unmasked bytes
 */
public record Evidence(String source, String position, String sha256) {}
