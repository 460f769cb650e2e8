package io.dspt.monitor.core.finding;

import io.dspt.monitor.core.codec.Sha256;
import java.util.Locale;

/**
 * How the ledger refers to a person: by a hash, so that the person can be erased elsewhere without touching a line of
 * it. The hash has no key: whoever knows all the names can tell who is meant, as they must be able to.
 */
public final class PersonReference {
    private PersonReference() {}

    /** The reference of a person in an estate, whatever the case of the name. */
    public static String of(String estate, String person) {
        return "person:" + Sha256.name("person", estate, person.strip().toLowerCase(Locale.ROOT));
    }
}
