package io.dspt.monitor.azure.fakes;

import org.apache.qpid.proton.engine.Delivery;

/** This side of an attached link. Called by its connection's thread alone. */
interface LinkEndpoint {

    /** The client has said how much it takes, or what became of a delivery; or a delivery of its own has arrived. */
    void delivered(Delivery delivery);

    /** The link is gone. May be called more than once. */
    void ended();
}
