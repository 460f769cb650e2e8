package io.dspt.monitor.benchmarks.records;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One sort of record. */
@FunctionalInterface
interface Shape {

    /**
     * Makes one.
     *
     * @param bytes how long it should be at least
     */
    ObjectNode record(Trust trust, Moment moment, int bytes);
}
