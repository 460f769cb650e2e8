import { PanelBuilder as BarGauge } from '@grafana/grafana-foundation-sdk/bargauge';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as Lines } from '@grafana/grafana-foundation-sdk/timeseries';
import { colours, type Colour } from './colours.js';

/** One query of a panel. `name` is its legend, and may hold `{{label}}`; in a table it is the heading of its column. */
export interface Query {
    readonly expression: string;
    readonly name: string;
    readonly colour?: Colour;
    readonly unit?: string;
}

/** From this value on, this colour. The first step is the ground and has no value. */
export type Step = readonly [from: number | null, colour: Colour];

/** What every panel has to say, whatever it draws. */
export interface Common {
    readonly title: string;
    /** What is shown, and what to think of it. */
    readonly description: string;
    readonly unit: string;
    readonly width: number;
    readonly height?: number;
    readonly queries: readonly Query[];
    readonly steps?: readonly Step[];
    /** Colours of series by their names. */
    readonly named?: Readonly<Record<string, Colour>>;
    /** The alert whose page tells what to do. */
    readonly runbook?: string;
}

export interface PanelSpec extends Common {
    readonly height: number;
    readonly draw: Placeable;
}

interface Placeable extends Builder<dashboard.Panel> {
    gridPos(at: dashboard.GridPos): this;
}

interface Shared {
    title(title: string): this;
    description(description: string): this;
    unit(unit: string): this;
    datasource(ref: common.DataSourceRef): this;
    thresholds(thresholds: Builder<dashboard.ThresholdsConfig>): this;
    links(links: Builder<dashboard.DashboardLink>[]): this;
    withTarget(target: Builder<DataqueryTarget>): this;
    overrideByName(name: string, properties: dashboard.DynamicConfigValue[]): this;
    overrideByQuery(query: string, properties: dashboard.DynamicConfigValue[]): this;
    noValue(text: string): this;
}

type DataqueryTarget = ReturnType<DataqueryBuilder['build']>;

const ground: readonly Step[] = [[null, colours.sky]];

export const source: common.DataSourceRef = { type: 'prometheus', uid: '${datasource}' };

function refId(index: number): string {
    return String.fromCharCode('A'.charCodeAt(0) + index);
}

function link(title: string, url: string): Builder<dashboard.DashboardLink> {
    return new dashboard.DashboardLinkBuilder(title).type(dashboard.DashboardLinkType.Link).url(url).targetBlank(true);
}

function shared<P extends Shared>(panel: P, spec: Common, kind: 'range' | 'instant' | 'table'): P {
    panel
        .title(spec.title)
        .description(spec.description)
        .unit(spec.unit)
        .datasource(source)
        .noValue('no data')
        .thresholds(
            new dashboard.ThresholdsConfigBuilder()
                .mode(dashboard.ThresholdsMode.Absolute)
                .steps((spec.steps ?? ground).map(([value, color]) => ({ value, color }))),
        )
        .links([
            link('Findings in the console', '${console}'),
            ...(spec.runbook === undefined ? [] : [link(`What to do: ${spec.runbook}`, `\${runbooks}/${spec.runbook}`)]),
        ]);
    spec.queries.forEach((query, index) => {
        const target = new DataqueryBuilder().datasource(source).expr(query.expression).legendFormat(query.name).refId(refId(index));
        panel.withTarget(
            kind === 'range' ? target.range() : kind === 'instant' ? target.instant() : target.instant().format(PromQueryFormat.Table),
        );
        if (query.colour !== undefined) {
            panel.overrideByQuery(refId(index), [{ id: 'color', value: { mode: 'fixed', fixedColor: query.colour } }]);
        }
    });
    for (const [name, colour] of Object.entries(spec.named ?? {})) {
        panel.overrideByName(name, [{ id: 'color', value: { mode: 'fixed', fixedColor: colour } }]);
    }
    return panel;
}

function lastValue(): Builder<common.ReduceDataOptions> {
    return new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false).fields('');
}

/** One number, with its recent course behind it. */
export function stat(
    spec: Common & { readonly mappings?: Readonly<Record<string, dashboard.ValueMappingResult>>; readonly decimals?: number },
): PanelSpec {
    const panel = shared(new Stat(), spec, 'range')
        .reduceOptions(lastValue())
        .graphMode(spec.mappings === undefined ? common.BigValueGraphMode.Area : common.BigValueGraphMode.None)
        .colorMode(common.BigValueColorMode.Value)
        .colorScheme(new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.Thresholds));
    if (spec.mappings !== undefined) {
        panel.mappings([{ type: dashboard.MappingType.ValueToText, options: { ...spec.mappings } }]);
    }
    if (spec.decimals !== undefined) {
        panel.decimals(spec.decimals);
    }
    return { ...spec, height: spec.height ?? 4, draw: panel };
}

/** How numbers went. Series with a colour of their own have it; others are shades of one. */
export function lines(spec: Common & { readonly stacked?: boolean }): PanelSpec {
    const panel = shared(new Lines(), spec, 'range')
        .lineWidth(2)
        .fillOpacity(spec.stacked === true ? 40 : 8)
        .showPoints(common.VisibilityMode.Never)
        .axisSoftMin(0)
        .colorScheme(new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.Shades).fixedColor(colours.sky))
        .thresholdsStyle(
            new common.GraphThresholdsStyleConfigBuilder().mode(
                (spec.steps ?? ground).length > 1 ? common.GraphThresholdsStyleMode.Dashed : common.GraphThresholdsStyleMode.Off,
            ),
        )
        .legend(
            new common.VizLegendOptionsBuilder()
                .showLegend(true)
                .displayMode(common.LegendDisplayMode.Table)
                .placement(common.LegendPlacement.Bottom)
                .calcs(['lastNotNull', 'max']),
        )
        .tooltip(new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi).sort(common.SortOrder.Descending));
    if (spec.stacked === true) {
        panel.stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal).group('A'));
    }
    return { ...spec, height: spec.height ?? 8, draw: panel };
}

/** A bar for each of a few names, longest first. */
export function bars(spec: Common): PanelSpec {
    const panel = shared(new BarGauge(), spec, 'instant')
        .orientation(common.VizOrientation.Horizontal)
        .displayMode(common.BarGaugeDisplayMode.Basic)
        .valueMode(common.BarGaugeValueMode.Text)
        .showUnfilled(false)
        .minVizHeight(10)
        .min(0)
        .reduceOptions(lastValue())
        .colorScheme(new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.Thresholds));
    return { ...spec, height: spec.height ?? 8, draw: panel };
}

/**
 * Rows by label, with a column for each query.
 *
 * @param spec `labels` are the labels that become columns, with their headings
 */
export function table(spec: Common & { readonly labels: Readonly<Record<string, string>>; readonly sortBy: string }): PanelSpec {
    const columns = spec.queries.map((query, index) => [`Value #${refId(index)}`, query] as const);
    const single = spec.queries.length === 1;
    const order = [...Object.keys(spec.labels), ...columns.map(([column]) => (single ? 'Value' : column))];
    const panel = shared(new Table(), spec, 'table')
        .cellHeight(common.TableCellHeight.Sm)
        .filterable(true)
        .sortBy([new common.TableSortByFieldStateBuilder().displayName(spec.sortBy).desc(spec.queries.some((query) => query.name === spec.sortBy))])
        .withTransformation({ id: 'merge', options: {} })
        .withTransformation({
            id: 'organize',
            options: {
                excludeByName: { Time: true },
                indexByName: Object.fromEntries(order.map((name, index) => [name, index])),
                renameByName: {
                    ...spec.labels,
                    ...Object.fromEntries(columns.map(([column, query]) => [single ? 'Value' : column, query.name])),
                },
            },
        })
        .colorScheme(new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.Thresholds));
    for (const [, query] of columns) {
        if (query.unit !== undefined) {
            panel.overrideByName(query.name, [{ id: 'unit', value: query.unit }]);
        }
    }
    return { ...spec, height: spec.height ?? 9, draw: panel };
}

/** Rows of one label, columns of another, a number where they meet. */
export function matrix(spec: Common & { readonly rows: string; readonly columns: string }): PanelSpec {
    const panel = shared(new Table(), spec, 'table')
        .cellHeight(common.TableCellHeight.Sm)
        .cellOptions({ type: common.TableCellDisplayMode.ColorText })
        .withTransformation({
            id: 'groupingToMatrix',
            options: { rowField: spec.rows, columnField: spec.columns, valueField: 'Value', emptyValue: 'null' },
        })
        .colorScheme(new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.Thresholds));
    return { ...spec, height: spec.height ?? 9, draw: panel };
}
