package io.dspt.monitor.azure.fakes;

/**
 * What Azure tells of a partition.
 *
 * @param beginSequenceNumber number of the oldest event that is kept
 * @param lastSequenceNumber number of the newest event, -1 when there never was one
 * @param lastOffset offset of the newest event, -1 when there never was one
 * @param lastEnqueuedAt when the newest event came, in milliseconds since 1970; the year 1 when there never was one
 * @param empty whether no event is kept
 */
record PartitionState(
        long beginSequenceNumber, long lastSequenceNumber, long lastOffset, long lastEnqueuedAt, boolean empty) {}
