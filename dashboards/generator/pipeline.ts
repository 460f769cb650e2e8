import type { Board } from './board.js';
import { colours } from './colours.js';
import { bars, lines, stat, table } from './panels.js';
import { lag, quantile, quarantined, silence } from './queries.js';

const streamThread = 'client_id=~".+-StreamThread-[0-9]+-consumer"';

/** What whoever runs the monitor looks at. What Kafka measures is of each copy, so here copies are added up. */
export const pipeline: Board = {
    uid: 'pipeline',
    title: 'dspt-monitor: pipeline',
    description: 'Sources, backlog, throughput, state, rebalances, clients. For whoever runs the monitor.',
    from: 'now-1h',
    refresh: '15s',
    choices: [],
    rows: [
        {
            title: 'Sources',
            panels: [
                table({
                    title: 'Sources',
                    description: 'Each kind of log: records read, how late the latest was, how long it has been silent while others spoke.',
                    unit: 'short',
                    width: 12,
                    labels: { source: 'source' },
                    sortBy: 'silent for',
                    queries: [
                        { expression: 'max by (source) (dspt_events_total{job=~"$job",result="parsed"})', name: 'records' },
                        { expression: 'max by (source) (dspt_source_lag_seconds{job=~"$job"})', name: 'late by', unit: 's' },
                        { expression: silence, name: 'silent for', unit: 's' },
                    ],
                    runbook: 'DsptMonitorSourceSilent',
                }),
                table({
                    title: 'Dead letters',
                    description: 'What could not be used, by who brought it and why.',
                    unit: 'short',
                    width: 6,
                    labels: { source: 'brought by', reason: 'reason' },
                    sortBy: 'records',
                    queries: [{ expression: `sum by (source, reason) (${quarantined})`, name: 'records' }],
                    runbook: 'DsptMonitorDeadLetters',
                }),
                lines({
                    title: 'Records by what became of them',
                    description: 'Records per second that were judged (parsed) or left aside (ignored).',
                    unit: 'cps',
                    width: 6,
                    height: 9,
                    named: { parsed: colours.blue, ignored: colours.grey },
                    queries: [
                        {
                            expression: 'sum by (result) (max by (source, result) (rate(dspt_events_total{job=~"$job"}[$__rate_interval])))',
                            name: '{{result}}',
                        },
                    ],
                    runbook: 'DsptMonitorNothingArrives',
                }),
            ],
        },
        {
            title: 'Backlog and throughput',
            panels: [
                lines({
                    title: 'Records waiting, by partition',
                    description: 'An estate has one partition. One that grows alone is an estate that brings more than it should; all of them, and the application is short of something.',
                    unit: 'short',
                    width: 8,
                    steps: [
                        [null, colours.sky],
                        [10000, colours.vermilion],
                    ],
                    queries: [{ expression: lag, name: 'partition {{partition}}' }],
                    runbook: 'DsptMonitorLagging',
                }),
                lines({
                    title: 'Records through the fold',
                    description: 'Records per second that each stream thread takes through the fold.',
                    unit: 'cps',
                    width: 8,
                    queries: [
                        {
                            expression: 'sum by (instance) (rate(kafka_stream_thread_process_total{job=~"$job"}[$__rate_interval]))',
                            name: '{{instance}}',
                        },
                    ],
                    runbook: 'DsptMonitorLagging',
                }),
                lines({
                    title: 'What the threads do',
                    description: 'Share of their time. Mostly polling: they wait for work. Mostly committing: brokers are slow.',
                    unit: 'percentunit',
                    width: 8,
                    queries: [
                        { expression: 'avg(kafka_stream_thread_process_ratio{job=~"$job"})', name: 'judging', colour: colours.blue },
                        { expression: 'avg(kafka_stream_thread_commit_ratio{job=~"$job"})', name: 'committing', colour: colours.orange },
                        { expression: 'avg(kafka_stream_thread_poll_ratio{job=~"$job"})', name: 'polling', colour: colours.grey },
                        { expression: 'avg(kafka_stream_thread_punctuate_ratio{job=~"$job"})', name: 'timers', colour: colours.purple },
                    ],
                    runbook: 'DsptMonitorLagging',
                }),
                lines({
                    title: 'From arrival to finding',
                    description: 'From a record’s arrival in Kafka to its finding: half, and 99 in a hundred.',
                    unit: 's',
                    width: 6,
                    queries: [
                        {
                            expression: quantile(0.5, 'dspt_finding_delay_seconds'),
                            name: 'p50',
                            colour: colours.sky,
                        },
                        {
                            expression: quantile(0.99, 'dspt_finding_delay_seconds'),
                            name: 'p99',
                            colour: colours.purple,
                        },
                    ],
                    runbook: 'DsptMonitorFindingsDelayed',
                }),
                lines({
                    title: 'Time in the rules',
                    description: 'Time that a record takes in the fold, as sampled: half of the records, and 99 in a hundred.',
                    unit: 's',
                    width: 6,
                    queries: [
                        { expression: quantile(0.5, 'dspt_rule_evaluation_seconds'), name: 'p50', colour: colours.sky },
                        { expression: quantile(0.99, 'dspt_rule_evaluation_seconds'), name: 'p99', colour: colours.purple },
                    ],
                    runbook: 'DsptMonitorLagging',
                }),
                lines({
                    title: 'Bytes read and written',
                    description: 'Of the application’s clients against Kafka.',
                    unit: 'Bps',
                    width: 6,
                    queries: [
                        {
                            expression: 'sum(rate(kafka_consumer_incoming_byte_total{job=~"$job"}[$__rate_interval]))',
                            name: 'read',
                            colour: colours.blue,
                        },
                        {
                            expression: 'sum(rate(kafka_producer_outgoing_byte_total{job=~"$job"}[$__rate_interval]))',
                            name: 'written',
                            colour: colours.orange,
                        },
                    ],
                }),
                lines({
                    title: 'Time in transactions',
                    description: 'Share of the time that producers spend in committing transactions and in handing positions over. Near 1 commits hold everything up.',
                    unit: 'percentunit',
                    width: 6,
                    steps: [
                        [null, colours.sky],
                        [0.5, colours.orange],
                    ],
                    queries: [
                        {
                            expression: 'sum by (instance) (rate(kafka_producer_txn_commit_time_ns_total{job=~"$job"}[$__rate_interval])) / 1e9',
                            name: 'commit {{instance}}',
                            colour: colours.blue,
                        },
                        {
                            expression: 'sum by (instance) (rate(kafka_producer_txn_send_offsets_time_ns_total{job=~"$job"}[$__rate_interval])) / 1e9',
                            name: 'positions {{instance}}',
                            colour: colours.orange,
                        },
                    ],
                    runbook: 'DsptMonitorLagging',
                }),
            ],
        },
        {
            title: 'State stores',
            panels: [
                bars({
                    title: 'Rows by store',
                    description: 'Rows of RocksDB as it estimates them, over all partitions: `state` holds what rules remember, `estate` what is kept once per estate.',
                    unit: 'short',
                    width: 6,
                    queries: [
                        {
                            expression: 'sum by (rocksdb_state_id) (kafka_stream_state_estimate_num_keys{job=~"$job"})',
                            name: '{{rocksdb_state_id}}',
                        },
                    ],
                }),
                lines({
                    title: 'Memory of the stores',
                    description: 'Block cache, and what is not yet written to disk. Both are shared by all stores of a copy and bounded.',
                    unit: 'bytes',
                    width: 6,
                    queries: [
                        {
                            expression: 'sum(max by (instance) (kafka_stream_state_block_cache_usage{job=~"$job"}))',
                            name: 'block cache',
                            colour: colours.blue,
                        },
                        {
                            expression: 'sum(kafka_stream_state_size_all_mem_tables{job=~"$job"})',
                            name: 'not yet on disk',
                            colour: colours.orange,
                        },
                    ],
                    runbook: 'DsptMonitorHeapNearlyFull',
                }),
                lines({
                    title: 'Disk of the stores',
                    description: 'Size of the files of RocksDB.',
                    unit: 'bytes',
                    width: 6,
                    queries: [
                        {
                            expression: 'sum by (instance) (kafka_stream_state_total_sst_files_size{job=~"$job"})',
                            name: '{{instance}}',
                        },
                    ],
                }),
                lines({
                    title: 'Write stalls',
                    description: 'Time that RocksDB makes writers wait. Anything but 0 for long: the disk is too slow.',
                    unit: 'short',
                    width: 6,
                    queries: [
                        {
                            expression: 'sum by (instance) (rate(kafka_stream_state_write_stall_duration_total{job=~"$job"}[$__rate_interval]))',
                            name: '{{instance}}',
                        },
                    ],
                }),
                lines({
                    title: 'Partitions whose state is read back',
                    description: 'Partitions that are not judged until their state has been read back from Kafka, after a restart or a takeover.',
                    unit: 'short',
                    width: 12,
                    queries: [
                        {
                            expression: 'sum by (instance) (kafka_stream_state_updater_active_restoring_tasks{job=~"$job"})',
                            name: '{{instance}}',
                        },
                    ],
                    runbook: 'DsptMonitorRestoring',
                }),
                lines({
                    title: 'What the state updater does',
                    description: 'Share of its time: reading back, keeping standbys up to date, idle.',
                    unit: 'percentunit',
                    width: 12,
                    queries: [
                        { expression: 'avg(kafka_stream_state_updater_active_restore_ratio{job=~"$job"})', name: 'reading back', colour: colours.orange },
                        { expression: 'avg(kafka_stream_state_updater_standby_update_ratio{job=~"$job"})', name: 'standbys', colour: colours.blue },
                        { expression: 'avg(kafka_stream_state_updater_idle_ratio{job=~"$job"})', name: 'idle', colour: colours.grey },
                    ],
                    runbook: 'DsptMonitorRestoring',
                }),
            ],
        },
        {
            title: 'Threads and rebalances',
            panels: [
                stat({
                    title: 'Copies',
                    description: 'Copies of the application that are seen.',
                    unit: 'short',
                    decimals: 0,
                    width: 4,
                    queries: [{ expression: 'count(kafka_stream_client_state{job=~"$job"})', name: 'copies' }],
                    runbook: 'DsptMonitorTargetDown',
                }),
                stat({
                    title: 'Threads alive',
                    description: 'Stream threads that work, over all copies. None: nothing is judged.',
                    unit: 'short',
                    decimals: 0,
                    width: 4,
                    steps: [
                        [null, colours.vermilion],
                        [1, colours.sky],
                    ],
                    queries: [{ expression: 'sum(kafka_stream_alive_stream_threads{job=~"$job"})', name: 'threads' }],
                    runbook: 'DsptMonitorStreamThreadsFailing',
                }),
                stat({
                    title: 'Threads that failed',
                    description: 'Since each copy started. Each was replaced.',
                    unit: 'short',
                    decimals: 0,
                    width: 4,
                    steps: [
                        [null, colours.sky],
                        [1, colours.orange],
                        [3, colours.vermilion],
                    ],
                    queries: [{ expression: 'sum(kafka_stream_failed_stream_threads_total{job=~"$job"})', name: 'failed' }],
                    runbook: 'DsptMonitorStreamThreadsFailing',
                }),
                stat({
                    title: 'Partitions judged',
                    description: 'Partitions that the stream threads have between them. All of the log’s partitions must be among them.',
                    unit: 'short',
                    decimals: 0,
                    width: 4,
                    queries: [
                        { expression: `sum(kafka_consumer_coordinator_assigned_partitions{job=~"$job",${streamThread}})`, name: 'partitions' },
                    ],
                    runbook: 'DsptMonitorStreamsNotRunning',
                }),
                stat({
                    title: 'Standbys',
                    description: 'Partitions whose state another copy keeps up to date. One copy alone has none.',
                    unit: 'short',
                    decimals: 0,
                    width: 4,
                    queries: [{ expression: 'sum(kafka_stream_state_updater_standby_updating_tasks{job=~"$job"})', name: 'standbys' }],
                    runbook: 'DsptMonitorStandbyMissing',
                }),
                stat({
                    title: 'Since the last rebalance',
                    description: 'How long the partitions have been where they are, over all copies the shortest.',
                    unit: 's',
                    width: 4,
                    steps: [
                        [null, colours.orange],
                        [60, colours.sky],
                    ],
                    queries: [
                        { expression: `min(kafka_consumer_coordinator_last_rebalance_seconds_ago{job=~"$job",${streamThread}} >= 0)`, name: 'ago' },
                    ],
                    runbook: 'DsptMonitorRebalancing',
                }),
                lines({
                    title: 'Rebalances',
                    description: 'How often partitions were handed round, since each copy started.',
                    unit: 'short',
                    width: 12,
                    queries: [
                        {
                            expression: `sum by (instance) (kafka_consumer_coordinator_rebalance_total{job=~"$job",${streamThread}})`,
                            name: '{{instance}}',
                        },
                    ],
                    runbook: 'DsptMonitorRebalancing',
                }),
                lines({
                    title: 'Producers in trouble',
                    description: 'Records per second that could not be written or had to be sent again. Written under transactions: nothing is lost or doubled by it.',
                    unit: 'cps',
                    width: 12,
                    queries: [
                        {
                            expression: 'sum(rate(kafka_producer_record_error_total{job=~"$job"}[$__rate_interval]))',
                            name: 'failed',
                            colour: colours.vermilion,
                        },
                        {
                            expression: 'sum(rate(kafka_producer_record_retry_total{job=~"$job"}[$__rate_interval]))',
                            name: 'again',
                            colour: colours.orange,
                        },
                    ],
                    runbook: 'DsptMonitorStreamThreadsFailing',
                }),
            ],
        },
        {
            title: 'JVM',
            panels: [
                lines({
                    title: 'Heap',
                    description: 'Used heap of each process. State lives outside of it, in RocksDB.',
                    unit: 'bytes',
                    width: 12,
                    queries: [
                        { expression: 'sum by (instance) (jvm_memory_used_bytes{job=~"$job",area="heap"})', name: '{{instance}}' },
                    ],
                    runbook: 'DsptMonitorHeapNearlyFull',
                }),
                lines({
                    title: 'Pauses for collection',
                    description: 'Share of the time that the process stands still while memory is collected.',
                    unit: 'percentunit',
                    width: 12,
                    queries: [
                        {
                            expression:
                                'sum by (instance) (rate(jvm_gc_pause_seconds_sum{job=~"$job"}[$__rate_interval])) and on (instance) sum by (instance) (jvm_gc_pause_seconds_count{job=~"$job"})',
                            name: '{{instance}}',
                        },
                    ],
                    runbook: 'DsptMonitorHeapNearlyFull',
                }),
            ],
        },
        {
            title: 'Alert delivery',
            panels: [
                stat({
                    title: 'Alertmanagers',
                    description: 'Whether each Alertmanager is reached by every copy. Without data the application was given none, and tells nobody.',
                    unit: 'short',
                    width: 6,
                    mappings: { '0': { text: 'not reached', color: colours.vermilion, index: 0 }, '1': { text: 'reached', color: colours.sky, index: 1 } },
                    queries: [{ expression: 'min by (alertmanager) (dspt_alertmanager_up{job=~"$job"})', name: '{{alertmanager}}' }],
                    runbook: 'DsptMonitorAlertmanagerUnreachable',
                }),
                bars({
                    title: 'Alerts being sent',
                    description: 'Alerts of findings that stand at Alertmanager, by whom they are for.',
                    unit: 'short',
                    width: 6,
                    queries: [{ expression: 'sum by (notify) (dspt_alerts_firing{job=~"$job"})', name: '{{notify}}' }],
                    runbook: 'DsptMonitorAlertsUndelivered',
                }),
                lines({
                    title: 'Alerts waiting',
                    description: 'Alerts that have changed and that an Alertmanager has not taken yet. They are kept, and sent when it answers.',
                    unit: 'short',
                    width: 6,
                    queries: [
                        { expression: 'sum by (alertmanager) (dspt_alerts_waiting{job=~"$job"})', name: '{{alertmanager}}' },
                    ],
                    runbook: 'DsptMonitorAlertmanagerUnreachable',
                }),
                lines({
                    title: 'Posts to Alertmanager',
                    description: 'Posts per second by what became of them.',
                    unit: 'cps',
                    width: 6,
                    named: { taken: colours.blue, refused: colours.orange, unreachable: colours.vermilion },
                    queries: [
                        { expression: 'sum by (result) (rate(dspt_alert_posts_total{job=~"$job"}[$__rate_interval]))', name: '{{result}}' },
                    ],
                    runbook: 'DsptMonitorAlertsUndelivered',
                }),
            ],
        },
    ],
};
