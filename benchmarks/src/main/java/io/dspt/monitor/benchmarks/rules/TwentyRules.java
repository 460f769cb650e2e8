package io.dspt.monitor.benchmarks.rules;

import java.util.List;

/**
 * Twenty rules of the catalogue that any rule engine and any stream processor can express: things that must not happen,
 * states that resources owe by their own configuration, and two counts within a time. None asks a register or the
 * inventory of other resources.
 */
public final class TwentyRules {
    /** Their ids, in order. */
    public static final List<String> IDS = List.of(
            "ACC-001", // privileged role given outside Privileged Identity Management
            "ACC-008", // control taken of every subscription
            "ACC-015", // sign-in by a way that is used to phish
            "ACC-018", // trusted location changed
            "ACC-028", // owner added to an application
            "ACC-032", // obligation: no anonymous access to blobs
            "ACC-039", // threshold: ten wrong passwords of one account in ten minutes
            "ACC-048", // domain added or federated
            "ACC-050", // recovery secret of a device read
            "ACC-055", // threshold: recovery secrets of five devices read in an hour
            "DEV-001", // managed device fell out of compliance
            "ENC-005", // obligation: transparent data encryption
            "ENC-006", // key, secret, certificate or vault purged
            "ENC-007", // key or vault deleted
            "GOV-004", // obligation: mandatory tags
            "LOG-005", // alert suppression rule written
            "LOG-010", // log workspace deleted
            "NET-001", // obligation: no management port open to the internet
            "NET-006", // firewall of a key vault opened
            "RES-001"); // obligation: resource in permitted regions

    private TwentyRules() {}
}
