package io.dspt.monitor.streams.alert;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the delivery of alerts is told.
 *
 * @param alertmanagers all of them are told everything: of a pair, too
 * @param resendEvery how often an alert that stands is sent again. Alertmanager forgets one that it has not heard of for
 *     four times as long
 * @param acknowledgedFor how long an acknowledged finding is silent before it pages again
 * @param consoleUrl where people reach the console; links to findings begin with it
 * @param runbookUrl link to what to do, with {@code {rule}} in it for the id of the rule
 * @param demonstrations whether findings of demonstrations are sent, too
 */
public record AlertSettings(
        List<AlertmanagerAddress> alertmanagers,
        Duration resendEvery,
        Duration acknowledgedFor,
        Optional<URI> consoleUrl,
        Optional<String> runbookUrl,
        boolean demonstrations) {

    /** How often alerts are sent again unless configured. */
    public static final Duration USUAL_RESEND = Duration.ofMinutes(1);

    /** How long an acknowledgement lasts unless configured: a shift. */
    public static final Duration USUAL_ACKNOWLEDGEMENT = Duration.ofHours(8);

    private static final Duration SHORTEST_RESEND = Duration.ofMillis(200);

    public AlertSettings {
        alertmanagers = List.copyOf(alertmanagers);
        if (alertmanagers.isEmpty()) {
            throw new IllegalArgumentException("at least one Alertmanager is needed");
        }
        Set<String> names = new HashSet<>();
        for (AlertmanagerAddress address : alertmanagers) {
            if (!names.add(address.name())) {
                throw new IllegalArgumentException("two Alertmanagers are called '" + address.name() + "'");
            }
        }
        if (resendEvery.compareTo(SHORTEST_RESEND) < 0) {
            throw new IllegalArgumentException("alerts cannot be sent again every " + resendEvery);
        }
        if (acknowledgedFor.isNegative() || acknowledgedFor.isZero()) {
            throw new IllegalArgumentException("an acknowledgement lasts longer than nothing");
        }
    }

    /** The usual settings for these. */
    public static AlertSettings usual(List<AlertmanagerAddress> alertmanagers) {
        return new AlertSettings(
                alertmanagers, USUAL_RESEND, USUAL_ACKNOWLEDGEMENT, Optional.empty(), Optional.empty(), false);
    }

    /** The usual settings where demonstrations are what it is tried with. */
    public static AlertSettings forTrying(List<AlertmanagerAddress> alertmanagers, Optional<URI> consoleUrl) {
        return new AlertSettings(
                alertmanagers, USUAL_RESEND, USUAL_ACKNOWLEDGEMENT, consoleUrl, Optional.empty(), true);
    }
}
