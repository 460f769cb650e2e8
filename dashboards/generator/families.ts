import { severityColours } from './colours.js';
import { bars, type PanelSpec, table } from './panels.js';
import { countedOf, openOf } from './queries.js';

/** What a family's rules have found: by severity, and rule by rule. */
export function family(name: string, about: string): PanelSpec[] {
    return [
        bars({
            title: `${name}: open by severity`,
            description: `Findings of family ${name} (${about}) that are open or acknowledged. None is no proof that all is well: see the sources.`,
            unit: 'short',
            width: 4,
            queries: [{ expression: `sort_desc(sum by (severity) (${openOf(name)}))`, name: '{{severity}}' }],
            named: severityColours,
            runbook: 'DsptMonitorCriticalFindingsOpen',
        }),
        table({
            title: `${name}: rule by rule`,
            description: `How many findings each rule of family ${name} has opened, and how many were resolved, since the record began. \`./dspt-monitor rules show RULE\` explains one.`,
            unit: 'short',
            width: 8,
            height: 8,
            labels: { rule: 'rule' },
            sortBy: 'opened',
            queries: [
                { expression: countedOf('opened', name), name: 'opened' },
                { expression: countedOf('resolved', name), name: 'resolved' },
            ],
            runbook: 'DsptMonitorRuleSurging',
        }),
    ];
}
