package io.dspt.monitor.core.ledger;

/** The first place at which a ledger does not hold, and what is wrong there. */
public sealed interface BrokenLink {

    /** Which line it is, from 1; the last line where something is missing behind it. */
    long line();

    /** The number of the entry that should stand there. */
    long sequence();

    /** What is wrong, in words that follow the place. */
    String problem();

    /** The bytes are no line of a ledger. */
    record NoLedgerLine(long line, long sequence) implements BrokenLink {
        @Override
        public String problem() {
            return "what stands there is no line of a ledger";
        }
    }

    /** The bytes do not have the hash that the line ends with. */
    record Altered(long line, long sequence) implements BrokenLink {
        @Override
        public String problem() {
            return "altered: its bytes do not have the hash it ends with";
        }
    }

    /**
     * Entries are left out.
     *
     * @param found number of the entry that stands there instead
     */
    record Missing(long line, long sequence, long found) implements BrokenLink {
        @Override
        public String problem() {
            return "missing: " + found + " stands there"
                    + (found - sequence == 1 ? "" : ", " + (found - sequence) + " entries are left out");
        }
    }

    /**
     * An entry stands further down than it should.
     *
     * @param foundAt the line on which it stands
     */
    record OutOfOrder(long line, long sequence, long foundAt) implements BrokenLink {
        @Override
        public String problem() {
            return "out of order: it stands at line " + foundAt;
        }
    }

    /**
     * An entry stands there once more.
     *
     * @param repeated its number
     */
    record Repeated(long line, long sequence, long repeated) implements BrokenLink {
        @Override
        public String problem() {
            return "repeated: " + repeated + " stands there once more";
        }
    }

    /** The entry follows another one than the one that stands before it. */
    record OtherPredecessor(long line, long sequence) implements BrokenLink {
        @Override
        public String problem() {
            return sequence == 1
                    ? "it is not the beginning of a ledger: it names an entry before it"
                    : "it does not follow the entry before: one of the two was replaced";
        }
    }

    /** The entry is of another estate's ledger. */
    record OfAnotherEstate(long line, long sequence) implements BrokenLink {
        @Override
        public String problem() {
            return "it is an entry of another estate";
        }
    }

    /** A signed head has another hash for the entry: it, or something before it, was written anew. */
    record NotWhatWasSigned(long line, long sequence) implements BrokenLink {
        @Override
        public String problem() {
            return "written anew: a signed head names another hash for it; it or entries before it were replaced";
        }
    }

    /**
     * A signed head names an entry behind the last line.
     *
     * @param signed the number it names
     */
    record TailRemoved(long line, long sequence, long signed) implements BrokenLink {
        @Override
        public String problem() {
            return "tail removed: the ledger ends with entry " + (sequence - 1) + ", and a signed head names entry "
                    + signed;
        }
    }
}
