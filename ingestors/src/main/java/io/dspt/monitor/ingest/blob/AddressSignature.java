package io.dspt.monitor.ingest.blob;

import java.util.regex.Pattern;

/** A shared access signature: what stands behind the '?' of an address, by which whoever has it is let in. */
public final class AddressSignature {
    private static final Pattern SECRET = Pattern.compile("\\b(sig=)[^&\\s'\"<>]+", Pattern.CASE_INSENSITIVE);
    /** What a query is made of. Of anything else the SDK would complain with all of it in its message. */
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9_.~%&=:,;+/@!$()*-]+");

    private AddressSignature() {}

    /** A text of unknown origin without what would let anybody in who reads it. */
    public static String hiddenIn(String text) {
        return SECRET.matcher(text).replaceAll("$1...");
    }

    /** Whether the query of an address is one. */
    static boolean isOne(String query) {
        return QUERY.matcher(query).matches() && SECRET.matcher(query).find();
    }
}
