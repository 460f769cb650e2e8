/**
 * Every copy of the application reads the outputs whole and shows the same numbers of findings and sources: copies are not
 * added up. What Kafka measures is of each copy.
 */
export const open = 'max by (family, severity, standard) (dspt_findings_open{job=~"$job",severity=~"$severity"})';
export const exempt = 'max by (family, severity, standard) (dspt_findings_exempt{job=~"$job",severity=~"$severity"})';
export const events = 'max by (source, result) (dspt_events_total{job=~"$job"})';
export const quarantined = 'max by (source, reason) (dspt_quarantined_total{job=~"$job"})';
export const lag = 'max by (partition) (kafka_consumer_fetch_manager_records_lag{job=~"$job",topic="dspt.log"})';

/**
 * A quantile of what happened within the time shown; of all since each copy started, when nothing happened in it.
 *
 * @param matchers further ones, with a comma before
 */
export function quantile(share: number, metric: string, matchers = ''): string {
    const buckets = `${metric}_bucket{job=~"$job"${matchers}}`;
    const within = `histogram_quantile(${share}, sum by (le) (increase(${buckets}[$__range])))`;
    return `(${within} >= 0) or histogram_quantile(${share}, sum by (le) (${buckets}))`;
}

/** Open findings of one family. */
export function openOf(family: string): string {
    return `max by (family, severity, standard) (dspt_findings_open{job=~"$job",severity=~"$severity",family="${family}"})`;
}

/** Findings of a family's rules, opened or resolved since the topics began. */
export function countedOf(what: 'opened' | 'resolved', family: string): string {
    return `sum by (rule) (max by (rule, by) (dspt_findings_${what}_total{job=~"$job",rule=~"${family}-.+"}))`;
}

/** Seconds between the newest arrival of all and a source's own. In a replay the clock is that of its events. */
export const silence =
    'scalar(max(dspt_source_last_arrival_timestamp_seconds{job=~"$job"})) - max by (source) (dspt_source_last_arrival_timestamp_seconds{job=~"$job"})';
