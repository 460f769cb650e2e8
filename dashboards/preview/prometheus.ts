/** One series of an answer: its labels and its values by time. */
export interface Series {
    readonly labels: Readonly<Record<string, string>>;
    readonly points: readonly (readonly [seconds: number, value: number])[];
}

/** What to put in for the variables of a dashboard. All choices are at "All". */
export interface Window {
    readonly minutes: number;
}

interface Answer {
    readonly status: string;
    readonly error?: string;
    readonly data: { readonly result: { metric: Record<string, string>; value?: [number, string]; values?: [number, string][] }[] };
}

/** The query with Grafana's variables replaced. */
export function replaced(expression: string, window: Window): string {
    return expression
        .replaceAll('$__rate_interval', '1m')
        .replaceAll('$__range', `${window.minutes}m`)
        .replaceAll(/=~"\$\w+"/g, '=~".+"');
}

export class Prometheus {
    constructor(
        private readonly address: string,
        private readonly window: Window,
    ) {}

    /** Values now. */
    async instant(expression: string): Promise<Series[]> {
        return this.ask('query', { query: replaced(expression, this.window) });
    }

    /** Values over the window. */
    async range(expression: string): Promise<Series[]> {
        const now = Date.now() / 1000;
        const seconds = this.window.minutes * 60;
        return this.ask('query_range', {
            query: replaced(expression, this.window),
            start: `${now - seconds}`,
            end: `${now}`,
            step: `${Math.max(1, seconds / 300)}`,
        });
    }

    private async ask(what: string, parameters: Record<string, string>): Promise<Series[]> {
        const response = await fetch(`${this.address}/api/v1/${what}?${new URLSearchParams(parameters).toString()}`);
        const answer = (await response.json()) as Answer;
        if (answer.status !== 'success') {
            throw new Error(`${answer.error ?? 'no answer'} in ${parameters['query'] ?? ''}`);
        }
        return answer.data.result.map((series) => ({
            labels: series.metric,
            points: (series.values ?? (series.value === undefined ? [] : [series.value])).map(([time, value]) => [time, Number(value)] as const),
        }));
    }
}
