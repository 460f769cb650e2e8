import type { Board } from './board.js';
import { colours, severityColours } from './colours.js';
import { family } from './families.js';
import { bars, lines, matrix, stat, table } from './panels.js';
import { events, exempt, lag, open, quantile, quarantined, silence } from './queries.js';

const openOfSeverity = (severity: string) =>
    stat({
        title: `Open: ${severity}`,
        description: `Findings of severity ${severity} that are open or acknowledged. They are what the console lists; exempt ones are not among them.`,
        unit: 'short',
        decimals: 0,
        width: 3,
        steps: [
            [null, colours.sky],
            [1, severityColours[severity] ?? colours.grey],
        ],
        queries: [
            {
                expression: `sum(max by (family, severity, standard) (dspt_findings_open{job=~"$job",severity="${severity}"}))`,
                name: severity,
            },
        ],
        ...(severity === 'critical' ? { runbook: 'DsptMonitorCriticalFindingsOpen' } : {}),
    });

/** What an analyst watches: first whether the watching can be trusted, then what is open. */
export const socNow: Board = {
    uid: 'soc-now',
    title: 'dspt-monitor: SOC now',
    description: 'What is open now, and whether the monitor can be trusted. A finding means that a machine check failed; no finding is no proof.',
    from: 'now-6h',
    refresh: '30s',
    choices: ['estate', 'severity'],
    rows: [
        {
            title: 'Is the monitor itself well?',
            panels: [
                stat({
                    title: 'Kafka Streams',
                    description: 'State of each copy of the application. Only while it runs are records judged.',
                    unit: 'short',
                    width: 4,
                    mappings: {
                        '0': { text: 'created', color: colours.orange, index: 0 },
                        '1': { text: 'rebalancing', color: colours.orange, index: 1 },
                        '2': { text: 'running', color: colours.sky, index: 2 },
                        '3': { text: 'stopping', color: colours.vermilion, index: 3 },
                        '4': { text: 'stopped', color: colours.vermilion, index: 4 },
                        '5': { text: 'failing', color: colours.vermilion, index: 5 },
                        '6': { text: 'failed', color: colours.vermilion, index: 6 },
                    },
                    queries: [{ expression: 'max by (instance) (kafka_stream_client_state{job=~"$job"})', name: '{{instance}}' }],
                    runbook: 'DsptMonitorStreamsNotRunning',
                }),
                stat({
                    title: 'Records waiting',
                    description: 'Records in Kafka that are not judged yet. Above 10,000 for a quarter of an hour it pages.',
                    unit: 'short',
                    decimals: 0,
                    width: 4,
                    steps: [
                        [null, colours.sky],
                        [1000, colours.orange],
                        [10000, colours.vermilion],
                    ],
                    queries: [{ expression: `sum(${lag})`, name: 'waiting' }],
                    runbook: 'DsptMonitorLagging',
                }),
                stat({
                    title: 'Could not be used',
                    description: 'Dead letters among all records since the record began. They were judged by no rule, and are kept with their reason.',
                    unit: 'percentunit',
                    decimals: 1,
                    width: 4,
                    steps: [
                        [null, colours.sky],
                        [0.01, colours.orange],
                        [0.05, colours.vermilion],
                    ],
                    queries: [{ expression: `sum(${quarantined}) / (sum(${quarantined}) + sum(${events}))`, name: 'dead letters' }],
                    runbook: 'DsptMonitorDeadLetters',
                }),
                stat({
                    title: 'Newest record arrived',
                    description: 'When the newest record of any source arrived. In a replay, such as the quick start, by the clock of its events.',
                    unit: 'dateTimeFromNow',
                    width: 4,
                    queries: [
                        { expression: 'max(dspt_source_last_arrival_timestamp_seconds{job=~"$job"}) * 1000', name: 'newest' },
                    ],
                    runbook: 'DsptMonitorNothingArrives',
                }),
                stat({
                    title: 'Rule sets in force',
                    description: 'How many different rule sets are in force over the estates. More than one means that an estate was left behind. Those of demonstrations are not counted.',
                    unit: 'short',
                    decimals: 0,
                    width: 4,
                    steps: [
                        [null, colours.sky],
                        [2, colours.orange],
                    ],
                    queries: [
                        { expression: 'count(count by (digest) (dspt_rules_live_info{job=~"$job",estate=~"$estate",estate!~"demo-.+"}))', name: 'rule sets' },
                    ],
                    runbook: 'DsptMonitorRuleRefused',
                }),
                stat({
                    title: 'From arrival to finding, p99',
                    description: 'One finding in a hundred takes longer from the arrival of its record in Kafka. Azure’s delivery is before that. What is replayed at once, such as the quick start’s day, waits for what stands before it.',
                    unit: 's',
                    width: 4,
                    steps: [
                        [null, colours.sky],
                        [1, colours.orange],
                        [5, colours.vermilion],
                    ],
                    queries: [
                        {
                            expression: quantile(0.99, 'dspt_finding_delay_seconds'),
                            name: 'p99',
                        },
                    ],
                    runbook: 'DsptMonitorFindingsDelayed',
                }),
                table({
                    title: 'Heartbeat of the sources',
                    description: 'For each kind of log: how long it has been silent while others spoke, how late its latest record was, how many were read. Silence is no sign that nothing happens.',
                    unit: 'short',
                    width: 9,
                    labels: { source: 'source' },
                    sortBy: 'silent for',
                    queries: [
                        { expression: `sum by (source) (max by (source, result) (dspt_events_total{job=~"$job",result="parsed"}))`, name: 'records' },
                        { expression: 'max by (source) (dspt_source_lag_seconds{job=~"$job"})', name: 'late by', unit: 's' },
                        { expression: silence, name: 'silent for', unit: 's' },
                    ],
                    runbook: 'DsptMonitorSourceSilent',
                }),
                bars({
                    title: 'Dead letters by reason',
                    description: 'Why records could not be used, since the record began. A few are ordinary; a new reason is not.',
                    unit: 'short',
                    width: 5,
                    height: 9,
                    queries: [{ expression: `sort_desc(sum by (reason) (${quarantined}))`, name: '{{reason}}', colour: colours.orange }],
                    runbook: 'DsptMonitorDeadLetters',
                }),
                table({
                    title: 'Rules in force',
                    description: 'Digest of the rule set that judges each estate. It is stamped on every finding.',
                    unit: 'short',
                    width: 4,
                    labels: { estate: 'estate', digest: 'digest' },
                    sortBy: 'estate',
                    queries: [
                        { expression: 'max by (estate, digest) (dspt_rules_live_info{job=~"$job",estate=~"$estate"})', name: 'in force' },
                    ],
                    runbook: 'DsptMonitorRuleRefused',
                }),
                lines({
                    title: 'Delay of Azure’s delivery',
                    description: 'From what a record tells of to its arrival: half of the records, and 95 in a hundred. The monitor’s own time is not in it.',
                    unit: 's',
                    width: 6,
                    steps: [
                        [null, colours.sky],
                        [900, colours.orange],
                    ],
                    queries: [
                        {
                            expression: quantile(0.5, 'dspt_ingest_delay_seconds'),
                            name: 'p50',
                            colour: colours.sky,
                        },
                        {
                            expression: quantile(0.95, 'dspt_ingest_delay_seconds'),
                            name: 'p95',
                            colour: colours.purple,
                        },
                    ],
                    runbook: 'DsptMonitorSourceLate',
                }),
            ],
        },
        {
            title: 'Now',
            panels: [
                ...['critical', 'high', 'medium', 'low'].map(openOfSeverity),
                stat({
                    title: 'Nobody has looked: critical',
                    description: 'Critical findings that nobody has acknowledged. After half an hour it pages.',
                    unit: 'short',
                    decimals: 0,
                    width: 4,
                    steps: [
                        [null, colours.sky],
                        [1, colours.vermilion],
                    ],
                    queries: [
                        { expression: 'sum(max by (severity) (dspt_findings_unacknowledged{job=~"$job",severity="critical"}))', name: 'waiting' },
                    ],
                    runbook: 'DsptMonitorCriticalFindingsUnacknowledged',
                }),
                stat({
                    title: 'A critical finding stood',
                    description: 'Share of the time shown during which at least one critical finding stood. The objective is 5% of 30 days: choose that range to see how much of it is used.',
                    unit: 'percentunit',
                    decimals: 1,
                    width: 4,
                    steps: [
                        [null, colours.sky],
                        [0.05, colours.orange],
                        [0.72, colours.vermilion],
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
                    title: 'Exempt',
                    description: 'Findings that stand under an approved exemption. Open and exempt together are what is not as it should be.',
                    unit: 'short',
                    decimals: 0,
                    width: 4,
                    queries: [{ expression: `sum(${exempt})`, name: 'exempt' }],
                }),
                matrix({
                    title: 'Open by family and severity',
                    description: 'Findings that are open or acknowledged. The console lists the newest, with resource, person, country, age and owner, which no metric carries.',
                    unit: 'short',
                    width: 8,
                    rows: 'family',
                    columns: 'severity',
                    named: severityColours,
                    queries: [{ expression: `sum by (family, severity) (${open})`, name: 'open' }],
                    runbook: 'DsptMonitorCriticalFindingsOpen',
                }),
                bars({
                    title: 'Rules that found most',
                    description: 'Findings opened since the record began, the fifteen rules with the most. A rule that stands out either fits badly or has found a habit.',
                    unit: 'short',
                    width: 8,
                    height: 9,
                    queries: [
                        {
                            expression: 'sort_desc(topk(15, sum by (rule) (max by (rule) (dspt_findings_opened_total{job=~"$job"}))))',
                            name: '{{rule}}',
                            colour: colours.purple,
                        },
                    ],
                    runbook: 'DsptMonitorRuleSurging',
                }),
                lines({
                    title: 'Opened and resolved',
                    description: 'All findings opened (again), and all resolved, since the record began. The distance between them is what stands.',
                    unit: 'short',
                    width: 8,
                    height: 9,
                    queries: [
                        {
                            expression: 'sum(max by (rule) (dspt_findings_opened_total{job=~"$job"}))',
                            name: 'opened',
                            colour: colours.vermilion,
                        },
                        {
                            expression: 'sum(max by (rule, by) (dspt_findings_resolved_total{job=~"$job"}))',
                            name: 'resolved',
                            colour: colours.blue,
                        },
                    ],
                    runbook: 'DsptMonitorCriticalFindingsOpen',
                }),
            ],
        },
        {
            title: 'Residency',
            panels: [
                ...family('RES', 'where data stands and goes'),
                bars({
                    title: 'Microsoft’s verdicts beside ours',
                    description: 'Verdicts of Azure Policy and Defender on what our rules judge, too. Only Microsoft’s: a rule may have missed something. Not judged: ours could not say.',
                    unit: 'short',
                    width: 6,
                    queries: [
                        {
                            expression: 'sort_desc(sum by (agreement) (max by (rule, agreement) (dspt_microsoft_verdicts_total{job=~"$job"})))',
                            name: '{{agreement}}',
                            colour: colours.green,
                        },
                    ],
                    steps: [[null, colours.green]],
                }),
                bars({
                    title: 'Resources with patient data by region',
                    description: 'Where what is tagged as patient data stood when the last day was over. Nothing is shown without an inventory.',
                    unit: 'short',
                    width: 6,
                    queries: [
                        { expression: 'sort_desc(sum by (region) (max by (estate, region) (dspt_resources_patient{job=~"$job"})))', name: '{{region}}' },
                    ],
                }),
            ],
        },
        {
            title: 'Access',
            panels: [
                ...family('ACC', 'who reaches data, and how'),
                bars({
                    title: 'Sign-ins and role changes read',
                    description: 'Records of sign-ins and of the directory that were read. Rules of this family live on them: a source that is missing here finds nothing.',
                    unit: 'short',
                    width: 6,
                    queries: [
                        {
                            expression:
                                'sort_desc(max by (source) (dspt_events_total{job=~"$job",result="parsed",source=~".*SignInLogs|AuditLogs|UserRiskEvents|RiskyUsers"}))',
                            name: '{{source}}',
                        },
                    ],
                    runbook: 'DsptMonitorSourceSilent',
                }),
                bars({
                    title: 'Second factor in use',
                    description: 'Share of each population that signed in with a second factor. Its denominator is who signed in at all.',
                    unit: 'percentunit',
                    width: 6,
                    queries: [
                        { expression: 'max by (population) (dspt_mfa_coverage_ratio{job=~"$job"})', name: '{{population}}' },
                    ],
                }),
            ],
        },
        {
            title: 'Retention',
            panels: [
                ...family('RET', 'how long records, logs and backups are kept'),
                stat({
                    title: 'Latest backup job told of',
                    description: 'When the latest backup job that a record tells of ran. Whether it succeeded is for rules RET-010 to RET-014.',
                    unit: 'dateTimeFromNow',
                    width: 6,
                    height: 8,
                    queries: [
                        {
                            expression: 'max by (source) (dspt_source_last_event_timestamp_seconds{job=~"$job",source=~".*Backup.*"}) * 1000',
                            name: '{{source}}',
                        },
                    ],
                    runbook: 'DsptMonitorSourceSilent',
                }),
                bars({
                    title: 'Oldest latest backup by service',
                    description: 'Age of the oldest of the latest backups of each essential service.',
                    unit: 's',
                    width: 6,
                    queries: [{ expression: 'max by (service) (dspt_backup_age_seconds_max{job=~"$job"})', name: '{{service}}' }],
                }),
            ],
        },
        {
            title: 'DSPT',
            panels: [
                bars({
                    title: 'Open by standard',
                    description: 'Open findings by the standard of the National Data Guardian that they speak against. None is no proof that it is met.',
                    unit: 'short',
                    width: 8,
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
                    description: 'What machines say of each outcome: 0 contradicted, 1 no machine evidence, 2 supported. Whether it is achieved, people decide.',
                    unit: 'short',
                    width: 8,
                    labels: { outcome: 'outcome' },
                    sortBy: 'outcome',
                    queries: [{ expression: 'min by (outcome) (dspt_outcome_signal{job=~"$job",estate=~"$estate",estate!~"demo-.+"})', name: 'signal' }],
                }),
                table({
                    title: 'What stands, family by family',
                    description: 'Open and exempt findings of each family of rules. `./dspt-monitor rules coverage` shows which requirement of the DSPT a rule is evidence for, and which has none.',
                    unit: 'short',
                    width: 8,
                    height: 9,
                    labels: { family: 'family' },
                    sortBy: 'open',
                    queries: [
                        { expression: `sum by (family) (${exempt})`, name: 'exempt' },
                        { expression: `sum by (family) (${open})`, name: 'open' },
                    ],
                    runbook: 'DsptMonitorCriticalFindingsOpen',
                }),
                bars({
                    title: 'What resolved findings',
                    description: 'By what findings came to their end: the event that put it right, the end of the resource, a later state, a rule that went. Not among them: what people disposed of.',
                    unit: 'short',
                    width: 8,
                    height: 9,
                    queries: [
                        {
                            expression: 'sort_desc(sum by (by) (max by (rule, by) (dspt_findings_resolved_total{job=~"$job"})))',
                            name: '{{by}}',
                            colour: colours.green,
                        },
                    ],
                    steps: [[null, colours.green]],
                }),
            ],
        },
    ],
};
