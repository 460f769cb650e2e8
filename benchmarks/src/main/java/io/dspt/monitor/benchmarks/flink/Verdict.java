package io.dspt.monitor.benchmarks.flink;

/** What a rule says of a subject: a plain object in Flink's sense. */
public class Verdict {
    public String rule = "";
    public String subject = "";
    /** Whether the rule is broken; otherwise it is kept, and an open finding ends. */
    public boolean violated;
    /** Whether it happened, rather than being a state that lasts until it is put right. */
    public boolean occurrence;
    /** Event time, milliseconds since 1970. */
    public long at;

    public String position = "";
    public String message = "";

    public Verdict() {}

    /** Something that must not happen has happened. */
    public static Verdict occurred(String rule, String subject, long at, String position, String message) {
        Verdict verdict = state(rule, subject, true, at, position, message);
        verdict.occurrence = true;
        return verdict;
    }

    /** What a resource owes is broken or kept. */
    public static Verdict state(
            String rule, String subject, boolean violated, long at, String position, String message) {
        Verdict verdict = new Verdict();
        verdict.rule = rule;
        verdict.subject = subject;
        verdict.violated = violated;
        verdict.at = at;
        verdict.position = position;
        verdict.message = message;
        return verdict;
    }

    /** What one finding is about. */
    public String key() {
        return rule + '|' + subject;
    }
}
