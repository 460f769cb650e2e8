package io.dspt.monitor.core.rule;

/** A condition as plain code: nothing of the rule's text is looked at while events are judged. */
@FunctionalInterface
interface CompiledCondition {
    Truth test(FactView view);
}
