import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { isPending } from './pending.js';
import { type PanelSpec, source } from './panels.js';

export interface Row {
    readonly title: string;
    readonly panels: readonly PanelSpec[];
}

export interface Board {
    readonly uid: string;
    readonly title: string;
    readonly description: string;
    readonly from: string;
    readonly refresh: string;
    /** Names of the choices at its head. */
    readonly choices: readonly ('estate' | 'severity')[];
    readonly rows: readonly Row[];
}

/** Where each choice takes its values from: a label that the metric has. */
const choices = {
    estate: { label: 'Estate', query: 'label_values(dspt_rules_live_info{job=~"$job"}, estate)' },
    severity: { label: 'Severity', query: 'label_values(dspt_findings_open{job=~"$job"}, severity)' },
} as const;

function choice(name: string, label: string, query: string): dashboard.QueryVariableBuilder {
    return new dashboard.QueryVariableBuilder(name)
        .label(label)
        .datasource(source)
        .query({ query, refId: name })
        .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
        .sort(dashboard.VariableSort.AlphabeticalAsc)
        .multi(true)
        .includeAll(true)
        .allValue('.+')
        .current({ selected: true, text: ['All'], value: ['$__all'] });
}

function text(name: string, label: string, value: string): dashboard.TextBoxVariableBuilder {
    return new dashboard.TextBoxVariableBuilder(name).label(label).defaultValue(value).current({ text: value, value });
}

const columns = 24;

/** Panels line by line, as many in each as fit. What is missing in a line is shared out among its panels. */
function broken(panels: readonly PanelSpec[]): PanelSpec[][] {
    const lines: PanelSpec[][] = [];
    let free = 0;
    for (const panel of panels) {
        if (panel.width > free) {
            lines.push([]);
            free = columns;
        }
        lines.at(-1)?.push(panel);
        free -= panel.width;
    }
    return lines;
}

/** The dashboard as Grafana reads it, without the panels whose numbers nobody measures yet, and without rows that are empty for it. */
export function build(board: Board): dashboard.Dashboard {
    const built = new dashboard.DashboardBuilder(board.title)
        .uid(board.uid)
        .description(board.description)
        .tags(['dspt-monitor'])
        .timezone('browser')
        .tooltip(dashboard.DashboardCursorSync.Crosshair)
        .time({ from: board.from, to: 'now' })
        .refresh(board.refresh)
        .readonly()
        .link(new dashboard.DashboardLinkBuilder('dspt-monitor').type(dashboard.DashboardLinkType.Dashboards).tags(['dspt-monitor']).includeVars(true).keepTime(true))
        .link(new dashboard.DashboardLinkBuilder('Console').type(dashboard.DashboardLinkType.Link).url('${console}').targetBlank(true))
        .withVariable(
            new dashboard.DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus').current({ text: 'default', value: 'default' }),
        )
        .withVariable(choice('job', 'Monitor', 'label_values(kafka_stream_client_state, job)'));
    for (const name of board.choices) {
        built.withVariable(choice(name, choices[name].label, choices[name].query));
    }
    built
        .withVariable(text('console', 'Console', 'http://127.0.0.1:8080/'))
        .withVariable(text('runbooks', 'Runbooks', 'https://runbooks.example.nhs.uk/dspt-monitor'));

    let y = 0;
    for (const row of board.rows) {
        const shown = row.panels.filter((panel) => !panel.queries.some((query) => isPending(query.expression)));
        if (shown.length === 0) {
            continue;
        }
        built.withRow(new dashboard.RowBuilder(row.title).gridPos({ x: 0, y, w: columns, h: 1 }));
        y += 1;
        for (const line of broken(shown)) {
            const height = Math.max(...line.map((panel) => panel.height));
            const taken = line.reduce((sum, panel) => sum + panel.width, 0);
            let x = 0;
            line.forEach((panel, index) => {
                const width = index === line.length - 1 ? columns - x : Math.round((panel.width * columns) / taken);
                built.withPanel(panel.draw.gridPos({ x, y, w: width, h: height }));
                x += width;
            });
            y += height;
        }
    }
    return built.build();
}
