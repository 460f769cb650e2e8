package io.dspt.monitor.azure.fakes;

import org.apache.qpid.proton.engine.Delivery;

/** This side of an attached link. Called by its connection's thread alone. */
interface LinkEndpoint {

    /** A delivery of the client's has arrived, or the client has said what became of one that it got. */
    void delivered(Delivery delivery);

    /** The link is gone. May be called more than once. */
    void ended();
}
