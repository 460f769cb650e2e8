package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.yaml.YamlNode;

/** A condition as rules write it, asked of facts. */
final class WrittenCondition {
    private WrittenCondition() {}

    static Truth truth(String condition, String facts) {
        return truth(condition, GivenFacts.of(facts));
    }

    static Truth truth(String condition, FactSource facts) {
        return compiled(condition).test(FactView.of(facts));
    }

    static CompiledCondition compiled(String condition) {
        ConditionReader reader = new ConditionReader(SampleRule.FACTS, Parameters.NONE);
        return ConditionCompiler.compile(reader.read(YamlNode.parse("condition", condition)));
    }
}
