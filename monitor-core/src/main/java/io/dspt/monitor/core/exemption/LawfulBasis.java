package io.dspt.monitor.core.exemption;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why processing under an exemption is lawful.
 *
 * <p>Source: UK GDPR Article 6(1) (bases), Article 9(2) (conditions for special category data) and Chapter V with
 * Article 49 (transfers); the transfer tools are those the Information Commissioner has issued.
 *
 * @param article6 basis of Article 6(1)
 * @param patientData whether what is exempt may concern patient data
 * @param article9 condition of Article 9(2); needed where patient data may be concerned
 * @param transfer mechanism under which data may leave the UK; needed by exemptions from residency rules
 */
public record LawfulBasis(
        Article6 article6,
        boolean patientData,
        @Nullable Article9 article9,
        @Nullable TransferMechanism transfer) {

    /** Bases of Article 6(1); {@code EA} is recognised legitimate interests. */
    public enum Article6 {
        A,
        B,
        C,
        D,
        E,
        EA,
        F;

        /** As lawyers write it, such as {@code 6(1)(e)}. */
        public String written() {
            return "6(1)(" + name().toLowerCase(Locale.ROOT) + ")";
        }

        /**
         * Reads what {@link #written} writes.
         *
         * @throws IllegalArgumentException when it names no basis
         */
        public static Article6 read(String written) {
            for (Article6 basis : values()) {
                if (basis.written().equals(written.strip().toLowerCase(Locale.ROOT))) {
                    return basis;
                }
            }
            throw new IllegalArgumentException(
                    "'" + written + "' is no basis of UK GDPR Article 6: write 6(1)(a) to 6(1)(f), or 6(1)(ea)");
        }
    }

    /** Conditions of Article 9(2). */
    public enum Article9 {
        A,
        B,
        C,
        D,
        E,
        F,
        G,
        H,
        I,
        J;

        /** As lawyers write it, such as {@code 9(2)(h)}. */
        public String written() {
            return "9(2)(" + name().toLowerCase(Locale.ROOT) + ")";
        }

        /**
         * Reads what {@link #written} writes.
         *
         * @throws IllegalArgumentException when it names no condition
         */
        public static Article9 read(String written) {
            for (Article9 condition : values()) {
                if (condition.written().equals(written.strip().toLowerCase(Locale.ROOT))) {
                    return condition;
                }
            }
            throw new IllegalArgumentException(
                    "'" + written + "' is no condition of UK GDPR Article 9: write 9(2)(a) to 9(2)(j)");
        }
    }

    /** What allows data to leave the UK. */
    public enum TransferMechanism {
        /** The country is covered by adequacy regulations. */
        ADEQUACY("adequacy"),
        /** The Information Commissioner's international data transfer agreement. */
        IDTA("IDTA"),
        /** The UK Addendum to the European standard contractual clauses. */
        UK_ADDENDUM("UK-Addendum"),
        /** Approved binding corporate rules. */
        BCR("BCR"),
        /** A derogation for a specific situation. */
        ARTICLE_49("Article-49");

        private final String written;

        TransferMechanism(String written) {
            this.written = written;
        }

        /** The word people use. */
        public String written() {
            return written;
        }

        /**
         * Reads what {@link #written} writes, in any case.
         *
         * @throws IllegalArgumentException when it names no mechanism
         */
        public static TransferMechanism read(String written) {
            for (TransferMechanism mechanism : values()) {
                if (mechanism.written.equalsIgnoreCase(written.strip())) {
                    return mechanism;
                }
            }
            throw new IllegalArgumentException("'" + written + "' is no transfer mechanism: write one of "
                    + List.of(values()).stream().map(TransferMechanism::written).toList());
        }
    }

    public LawfulBasis {
        if (patientData && article9 == null) {
            throw new IllegalArgumentException("article9: where patient data may be concerned, a condition of UK GDPR"
                    + " Article 9 is needed, such as 9(2)(h)");
        }
    }

    /** All of it on one line. */
    public String written() {
        return article6.written()
                + (article9 == null ? ", no patient data" : " and " + article9.written())
                + (transfer == null ? "" : ", transfer by " + transfer.written());
    }
}
