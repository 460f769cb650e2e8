package io.dspt.monitor.core.standard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One NDG evidence item or assertion, one CAF outcome, or one check of another standard.
 *
 * @param name with framework and version, like {@code DSPT/8/NDG/4.5.3}: ids alone move between versions
 * @param id id within its version
 * @param wording what it says, and how sure that is
 * @param machine what Azure can show of it
 * @param expectation what is expected of it, for CAF outcomes; {@code null} for others
 * @param answer who answers it, with what, how often
 * @param rules ids of the rules whose findings speak against it
 * @param rulesComplete whether these rules show all that can be watched of it; nobody has said so unless the file does
 * @param gap what Azure could show of it and no rule does; {@code null} when nothing is named
 */
public record Requirement(
        String name,
        String id,
        Wording wording,
        Machine machine,
        @Nullable Expectation expectation,
        Answer answer,
        List<String> rules,
        boolean rulesComplete,
        @Nullable String gap) {

    /** How much of a requirement telemetry can show. */
    public enum Machine {
        /** All that is asked. */
        AUTOMATED,
        /** A figure that a person must comment. */
        MIXED,
        /** Nothing: only people can say. */
        HUMAN,
        /** An assertion that its evidence items answer. */
        BY_ITEMS;

        /** Whether telemetry can show something of it. */
        public boolean isEvidence() {
            return this == AUTOMATED || this == MIXED;
        }
    }

    /** Whose words a title is. */
    public enum TextSource {
        PARAPHRASE,
        /** Imported from the publisher's own workbook. */
        OFFICIAL
    }

    /**
     * What a requirement says.
     *
     * @param title the text
     * @param source whose words these are
     * @param mark how sure id, title or expectation are: V seen in a source, P partly, U recalled or unconfirmed
     * @param note what the title leaves out
     */
    public record Wording(
            String title,
            TextSource source,
            String mark,
            @Nullable String note) {}

    /**
     * What is expected of an outcome of the Cyber Assessment Framework.
     *
     * @param level level expected of the profile
     * @param fit worth of machine evidence, 0 none to 3 strong; {@code null} where nobody has said
     * @param policyQuestion whether a question of national policy must be answered with it
     */
    public record Expectation(String level, @Nullable Integer fit, boolean policyQuestion) {
        public Expectation {
            if (fit != null && (fit < 0 || fit > 3)) {
                throw new IllegalArgumentException("fit is 0 to 3, not " + fit);
            }
        }
    }

    /**
     * Who answers a requirement, with what, how often.
     *
     * @param standard number of the National Data Guardian's standard; {@code null} for other frameworks
     * @param mandatory organisation categories for which it is known to be mandatory
     * @param askedOf organisation categories known to be asked it; empty when not known: then it counts for all
     * @param cadenceDays days after which the evidence is worth looking at again; {@code null} when nothing is suggested
     * @param evidence what is shown
     * @param owner who shows or comments what people must
     */
    public record Answer(
            @Nullable Integer standard,
            List<String> mandatory,
            List<String> askedOf,
            @Nullable Integer cadenceDays,
            @Nullable String evidence,
            @Nullable String owner) {
        public Answer {
            mandatory = List.copyOf(mandatory);
            askedOf = List.copyOf(askedOf);
        }
    }

    public Requirement {
        rules = List.copyOf(rules);
    }

    /** What it says. */
    public String title() {
        return wording.title();
    }

    /** How sure that is: V, P or U. */
    public String mark() {
        return wording.mark();
    }

    /** The id of the assertion this item belongs to, such as 4.5 of 4.5.3; {@code null} when it is no item. */
    public @Nullable String assertion() {
        int first = id.indexOf('.');
        int second = id.indexOf('.', first + 1);
        return second < 0 ? null : id.substring(0, second);
    }

    /** Whether an organisation of this category may be asked it. */
    public boolean concerns(String category) {
        return answer.askedOf().isEmpty() || answer.askedOf().contains(category);
    }

    /** The same requirement standing in, unconfirmed, for that of the same id in another version. */
    Requirement standingInFor(String standard) {
        return new Requirement(
                standard + "/" + id,
                id,
                new Wording(wording.title(), wording.source(), "U", wording.note()),
                machine,
                expectation,
                answer,
                rules,
                rulesComplete,
                gap);
    }

    /** The same requirement in the publisher's words, with whom it asks. */
    Requirement inWordsOf(@Nullable String title, List<String> mandatory, List<String> askedOf) {
        Wording official =
                title == null ? wording : new Wording(title, TextSource.OFFICIAL, wording.mark(), wording.note());
        Answer asked = new Answer(
                answer.standard(),
                mandatory.isEmpty() ? answer.mandatory() : mandatory,
                askedOf.isEmpty() ? answer.askedOf() : askedOf,
                answer.cadenceDays(),
                answer.evidence(),
                answer.owner());
        return new Requirement(name, id, official, machine, expectation, asked, rules, rulesComplete, gap);
    }
}
