import type { Board } from './board.js';
import { colours, severityColours } from './colours.js';
import { bars, lines, matrix, stat, table } from './panels.js';
import { events, exempt, open, quantile, quarantined } from './queries.js';

/** What a compliance officer looks at before signing: where things stand, where they go, and how much was seen at all. */
export const posture: Board = {
    uid: 'dspt-posture',
    title: 'dspt-monitor: DSPT posture',
    description: 'Where the estate stands against the toolkit as far as machines can see. Nothing here says that a requirement is met: people decide that.',
    from: 'now-30d',
    refresh: '5m',
    choices: ['estate', 'severity'],
    rows: [
        {
            title: 'Standards and outcomes',
            panels: [
                bars({
                    title: 'Open by standard',
                    description: 'Open findings by the standard that they speak against. A standard that is not here has no open finding, which is no proof that it is met.',
                    unit: 'short',
                    width: 8,
                    height: 9,
                    queries: [
                        {
                            expression:
                                'sort_desc(sum by (standard) (max by (family, severity, standard) (dspt_findings_open{job=~"$job",severity=~"$severity",standard!=""})))',
                            name: '{{standard}}',
                        },
                    ],
                }),
                table({
                    title: 'Signals of the outcomes',
                    description: 'What machines say of each outcome: 0 contradicted, 1 no machine evidence, 2 supported.',
                    unit: 'short',
                    width: 12,
                    labels: { outcome: 'outcome' },
                    sortBy: 'outcome',
                    queries: [{ expression: 'min by (outcome) (dspt_outcome_signal{job=~"$job",estate=~"$estate",estate!~"demo-.+"})', name: 'signal' }],
                }),
                matrix({
                    title: 'Open by family and severity',
                    description: 'Families of rules stand for what the standards ask: RES and RET for personal data, ACC for access, LOG and NET for watching and boundaries, ENC for encryption, GOV and SUP for governance and suppliers.',
                    unit: 'short',
                    width: 8,
                    rows: 'family',
                    columns: 'severity',
                    named: severityColours,
                    queries: [{ expression: `sum by (family, severity) (${open})`, name: 'open' }],
                    runbook: 'DsptMonitorCriticalFindingsOpen',
                }),
                table({
                    title: 'Rules that have found something',
                    description: 'Findings opened and resolved by each rule since the record began. A rule that is not here has found nothing, or could not judge.',
                    unit: 'short',
                    width: 8,
                    labels: { rule: 'rule' },
                    sortBy: 'opened',
                    queries: [
                        { expression: 'sum by (rule) (max by (rule) (dspt_findings_opened_total{job=~"$job"}))', name: 'opened' },
                        { expression: 'sum by (rule) (max by (rule, by) (dspt_findings_resolved_total{job=~"$job"}))', name: 'resolved' },
                    ],
                    runbook: 'DsptMonitorRuleSurging',
                }),
            ],
        },
        {
            title: 'Trend',
            panels: [
                lines({
                    title: 'Open by severity',
                    description: 'Findings that are open or acknowledged. A step when other rules went live is a change of the rules, not of the estate: compare the digest.',
                    unit: 'short',
                    width: 12,
                    stacked: true,
                    named: severityColours,
                    queries: [{ expression: `sum by (severity) (${open})`, name: '{{severity}}' }],
                    runbook: 'DsptMonitorCriticalFindingsOpen',
                }),
                lines({
                    title: 'Gross and net',
                    description: 'Gross: open and exempt together, what is not as it should be. Net: without what an exemption covers.',
                    unit: 'short',
                    width: 12,
                    queries: [
                        { expression: `sum(${open}) + sum(${exempt})`, name: 'gross', colour: colours.purple },
                        { expression: `sum(${open})`, name: 'net', colour: colours.blue },
                    ],
                }),
                stat({
                    title: 'A critical finding stood',
                    description: 'Share of the time shown during which at least one critical finding stood. The objective is 5% of 30 days.',
                    unit: 'percentunit',
                    decimals: 1,
                    width: 6,
                    steps: [
                        [null, colours.sky],
                        [0.05, colours.orange],
                        [0.5, colours.vermilion],
                    ],
                    queries: [
                        {
                            expression:
                                'avg_over_time((sum(max by (family, severity, standard) (dspt_findings_open{job=~"$job",severity="critical"})) > bool 0)[$__range:1m])',
                            name: 'of the time',
                        },
                    ],
                    runbook: 'DsptMonitorCriticalExposureBurning',
                }),
                stat({
                    title: 'Median time until resolved',
                    description: 'Half of the findings resolved within the time shown took longer; of all there ever were, when none was. What still stands is not in it.',
                    unit: 's',
                    width: 6,
                    queries: [
                        {
                            expression: quantile(0.5, 'dspt_finding_resolve_seconds'),
                            name: 'median',
                        },
                    ],
                }),
                stat({
                    title: 'Findings opened',
                    description: 'All findings opened, or opened again, since the record began.',
                    unit: 'short',
                    decimals: 0,
                    width: 6,
                    queries: [{ expression: 'sum(max by (rule) (dspt_findings_opened_total{job=~"$job"}))', name: 'opened' }],
                }),
                stat({
                    title: 'Findings resolved',
                    description: 'All findings resolved since the record began. What people disposed of is not among them.',
                    unit: 'short',
                    decimals: 0,
                    width: 6,
                    queries: [{ expression: 'sum(max by (rule, by) (dspt_findings_resolved_total{job=~"$job"}))', name: 'resolved' }],
                }),
            ],
        },
        {
            title: 'Exemptions',
            panels: [
                stat({
                    title: 'Exempt findings',
                    description: 'Findings that stand under an exemption. An exemption hides nothing: it is counted here and in the gross numbers.',
                    unit: 'short',
                    decimals: 0,
                    width: 3,
                    height: 7,
                    queries: [{ expression: `sum(${exempt})`, name: 'exempt' }],
                }),
                bars({
                    title: 'Exempt by family',
                    description: 'What was accepted for a time. `./dspt-monitor exempt list` names each exemption with its end.',
                    unit: 'short',
                    width: 6,
                    queries: [{ expression: `sort_desc(sum by (family) (${exempt}))`, name: '{{family}}', colour: colours.purple }],
                    height: 7,
                }),
                bars({
                    title: 'Share that is exempt, by severity',
                    description: 'Of what is not as it should be, how much an exemption covers. Much of one severity is a question for whoever approved it.',
                    unit: 'percentunit',
                    width: 6,
                    height: 7,
                    steps: [
                        [null, colours.sky],
                        [0.25, colours.orange],
                        [0.5, colours.vermilion],
                    ],
                    queries: [
                        {
                            expression: `sum by (severity) (${exempt}) / (sum by (severity) (${open}) + sum by (severity) (${exempt}))`,
                            name: '{{severity}}',
                        },
                    ],
                }),
                stat({
                    title: 'Exemptions in force',
                    description: 'How many exemptions are in force.',
                    unit: 'short',
                    width: 3,
                    height: 7,
                    queries: [{ expression: 'sum(max by (job) (dspt_exceptions_active{job=~"$job"}))', name: 'in force' }],
                }),
                bars({
                    title: 'Exemptions that end soon',
                    description: 'Exemptions that end within each time.',
                    unit: 'short',
                    width: 6,
                    height: 7,
                    queries: [{ expression: 'max by (window) (dspt_exceptions_expiring{job=~"$job"})', name: '{{window}}' }],
                }),
            ],
        },
        {
            title: 'How much was seen',
            panels: [
                stat({
                    title: 'Kinds of logs seen',
                    description: 'From how many kinds of logs records have been judged. What was never connected is not counted: compare with the list of what should be.',
                    unit: 'short',
                    decimals: 0,
                    width: 6,
                    queries: [
                        { expression: 'count(count by (source) (dspt_source_last_event_timestamp_seconds{job=~"$job"}))', name: 'kinds' },
                    ],
                    runbook: 'DsptMonitorSourceSilent',
                }),
                stat({
                    title: 'Records read',
                    description: 'All records since the record began: judged, of categories that no rule looks at, and not usable.',
                    unit: 'short',
                    width: 6,
                    queries: [{ expression: `sum(${events}) + sum(${quarantined})`, name: 'read' }],
                }),
                stat({
                    title: 'Judged',
                    description: 'Share of the records that rules could look at. The rest is below, by reason.',
                    unit: 'percentunit',
                    decimals: 1,
                    width: 6,
                    queries: [
                        {
                            expression: `sum(max by (source, result) (dspt_events_total{job=~"$job",result="parsed"})) / (sum(${events}) + sum(${quarantined}))`,
                            name: 'judged',
                        },
                    ],
                    runbook: 'DsptMonitorDeadLetters',
                }),
                stat({
                    title: 'Microsoft agrees',
                    description: 'Of the verdicts of Azure Policy and Defender on what our rules judge, too: in how many both say the same. What ours could not judge counts against it.',
                    unit: 'percentunit',
                    decimals: 0,
                    width: 6,
                    queries: [
                        {
                            expression:
                                'sum(max by (rule, agreement) (dspt_microsoft_verdicts_total{job=~"$job",agreement="agree"})) / sum(max by (rule, agreement) (dspt_microsoft_verdicts_total{job=~"$job"}))',
                            name: 'agree',
                        },
                    ],
                }),
                bars({
                    title: 'Records by kind of log',
                    description: 'Records that were judged. A kind with few is a thin basis for its rules.',
                    unit: 'short',
                    width: 8,
                    height: 10,
                    queries: [
                        {
                            expression: 'sort_desc(max by (source) (dspt_events_total{job=~"$job",result="parsed"}))',
                            name: '{{source}}',
                        },
                    ],
                    runbook: 'DsptMonitorSourceSilent',
                }),
                bars({
                    title: 'Categories no rule looks at',
                    description: 'Records that were read and left aside, by category. One that should be judged is a gap in the rules.',
                    unit: 'short',
                    width: 8,
                    height: 10,
                    queries: [
                        {
                            expression: 'sort_desc(max by (source) (dspt_events_total{job=~"$job",result="ignored"}))',
                            name: '{{source}}',
                            colour: colours.grey,
                        },
                    ],
                    steps: [[null, colours.grey]],
                }),
                bars({
                    title: 'Not usable, by reason',
                    description: 'Records that were judged by no rule because they could not be read. They are kept.',
                    unit: 'short',
                    width: 8,
                    height: 10,
                    queries: [{ expression: `sort_desc(sum by (reason) (${quarantined}))`, name: '{{reason}}', colour: colours.orange }],
                    runbook: 'DsptMonitorDeadLetters',
                }),
                table({
                    title: 'Could not be judged, by rule',
                    description: 'How often each rule could not be judged for want of a fact. Nothing is known of what it looks for then.',
                    unit: 'short',
                    width: 12,
                    labels: { rule: 'rule' },
                    sortBy: 'not judged',
                    queries: [{ expression: 'max by (rule) (dspt_unevaluable_total{job=~"$job"})', name: 'not judged' }],
                    runbook: 'DsptMonitorUnevaluableShare',
                }),
                stat({
                    title: 'Evidence that is old',
                    description: 'Requirements whose latest evidence is older than it may be.',
                    unit: 'short',
                    width: 6,
                    queries: [{ expression: 'max(dspt_evidence_stale{job=~"$job"})', name: 'requirements' }],
                }),
                stat({
                    title: 'Last summary made',
                    description: 'When the monthly summary was last made.',
                    unit: 'dateTimeFromNow',
                    width: 6,
                    queries: [{ expression: 'max(dspt_report_last_success_timestamp_seconds{job=~"$job"}) * 1000', name: 'made' }],
                }),
            ],
        },
    ],
};
