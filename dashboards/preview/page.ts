import { readFileSync } from 'node:fs';
import { repository } from '../generator/files.js';
import { written } from './numbers.js';
import type { Series } from './prometheus.js';

/** The parts of a panel's JSON that the preview draws. */
export interface Panel {
    readonly type: string;
    readonly title: string;
    readonly description?: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets?: readonly { readonly expr: string; readonly refId: string; readonly legendFormat?: string }[];
    readonly fieldConfig?: {
        readonly defaults: {
            readonly unit?: string;
            readonly decimals?: number;
            readonly thresholds?: { readonly steps: readonly { readonly value: number | null; readonly color: string }[] };
            readonly mappings?: readonly { readonly options: Readonly<Record<string, { text?: string; color?: string }>> }[];
            readonly custom?: { readonly stacking?: { readonly mode: string } };
        };
        readonly overrides?: readonly {
            readonly matcher: { readonly id: string; readonly options: unknown };
            readonly properties: readonly { readonly id: string; readonly value: unknown }[];
        }[];
    };
    readonly transformations?: readonly { readonly id: string; readonly options: Readonly<Record<string, unknown>> }[];
    readonly options?: { readonly sortBy?: readonly { readonly displayName: string; readonly desc?: boolean }[] };
    readonly links?: readonly { readonly title: string }[];
    readonly panels?: readonly Panel[];
}

/** Answers to a panel's queries, in their order. */
export type Answers = readonly (readonly Series[])[];

const unitHeight = 38;

function escaped(text: string): string {
    return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function legend(panel: Panel, query: number, series: Series): string {
    const format = panel.targets?.[query]?.legendFormat ?? '';
    return format.replace(/\{\{(\w+)}}/g, (_, label: string) => series.labels[label] ?? '');
}

function override(panel: Panel, property: string, refId: string, name: string): unknown {
    const found = panel.fieldConfig?.overrides?.filter(
        ({ matcher }) => (matcher.id === 'byFrameRefID' && matcher.options === refId) || (matcher.id === 'byName' && matcher.options === name),
    );
    return found?.flatMap(({ properties }) => properties).findLast(({ id }) => id === property)?.value;
}

function colour(panel: Panel, query: number, name: string, value: number): string {
    const fixed = override(panel, 'color', panel.targets?.[query]?.refId ?? '', name) as { fixedColor?: string } | undefined;
    if (fixed?.fixedColor !== undefined) {
        return fixed.fixedColor;
    }
    const steps = panel.fieldConfig?.defaults.thresholds?.steps ?? [];
    return steps.findLast((step) => step.value === null || value >= step.value)?.color ?? '#0072B2';
}

function last(series: Series): number {
    return series.points.findLast(([, value]) => !Number.isNaN(value))?.[1] ?? NaN;
}

function most(series: Series): number {
    return Math.max(...series.points.map(([, value]) => value).filter((value) => Number.isFinite(value)));
}

function stat(panel: Panel, answers: Answers): string {
    const { unit = 'short', decimals, mappings } = panel.fieldConfig?.defaults ?? {};
    const values = answers.flatMap((answer, query) =>
        answer.map((series) => {
            const value = last(series);
            const mapped = mappings?.[0]?.options[String(value)];
            const shown = mapped?.text ?? written(value, unit, decimals);
            return `<div class="value" style="color:${mapped?.color ?? colour(panel, query, legend(panel, query, series), value)}">${escaped(shown)}</div>`;
        }),
    );
    return `<div class="stat">${values.join('')}</div>`;
}

function bars(panel: Panel, answers: Answers): string {
    const { unit = 'short', decimals } = panel.fieldConfig?.defaults ?? {};
    const all = answers.flatMap((answer, query) => answer.map((series) => ({ query, name: legend(panel, query, series), value: last(series) })));
    const longest = Math.max(...all.map(({ value }) => value), 1e-9);
    const rows = all.map(
        ({ query, name, value }) =>
            `<div class="bar"><span class="name">${escaped(name)}</span><span class="track"><span class="fill" style="width:${(100 * value) / longest}%;background:${colour(panel, query, name, value)}"></span></span><span class="number">${escaped(written(value, unit, decimals))}</span></div>`,
    );
    return `<div class="bars">${rows.join('')}</div>`;
}

function cells(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const cell = (text: string) => `<td>${text}</td>`;
    return `<div class="table"><table><thead><tr>${head.map((name) => `<th>${escaped(name)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</tbody></table></div>`;
}

function matrix(panel: Panel, answers: Answers, options: Readonly<Record<string, unknown>>): string {
    const [rowField, columnField] = [String(options['rowField']), String(options['columnField'])];
    const series = answers.flat();
    const columns = [...new Set(series.map(({ labels }) => labels[columnField] ?? ''))];
    const rows = [...new Set(series.map(({ labels }) => labels[rowField] ?? ''))];
    return cells(
        [`${rowField}\\${columnField}`, ...columns],
        rows.map((row) => [
            escaped(row),
            ...columns.map((column) => {
                const found = series.find(({ labels }) => labels[rowField] === row && labels[columnField] === column);
                return found === undefined ? '' : `<b style="color:${colour(panel, 0, column, last(found))}">${written(last(found), 'short')}</b>`;
            }),
        ]),
    );
}

function table(panel: Panel, answers: Answers): string {
    const toMatrix = panel.transformations?.find(({ id }) => id === 'groupingToMatrix');
    if (toMatrix !== undefined) {
        return matrix(panel, answers, toMatrix.options);
    }
    const organize = panel.transformations?.find(({ id }) => id === 'organize')?.options ?? {};
    const names = organize['renameByName'] as Readonly<Record<string, string>>;
    const labels = Object.keys(names).filter((name) => !name.startsWith('Value'));
    const rows = new Map<string, { labels: string[]; values: number[] }>();
    answers.forEach((answer, query) =>
        answer.forEach((series) => {
            const own = labels.map((label) => series.labels[label] ?? '');
            const row = rows.get(own.join('\n')) ?? { labels: own, values: [] };
            row.values[query] = last(series);
            rows.set(own.join('\n'), row);
        }),
    );
    const head = Object.values(names);
    const by = panel.options?.sortBy?.[0];
    const column = head.indexOf(by?.displayName ?? '');
    const key = (row: { labels: string[]; values: number[] }) => row.labels[column] ?? row.values[column - labels.length] ?? -Infinity;
    const sorted = [...rows.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1) * (by?.desc === true ? -1 : 1));
    const unit = (query: number) =>
        String(override(panel, 'unit', '', head[labels.length + query] ?? '') ?? panel.fieldConfig?.defaults.unit ?? 'short');
    return cells(
        head,
        sorted.map((row) => [...row.labels.map(escaped), ...answers.map((_, query) => escaped(written(row.values[query], unit(query))))]),
    );
}

function lines(panel: Panel, answers: Answers, id: string): { html: string; script: string } {
    const { unit = 'short', custom, thresholds } = panel.fieldConfig?.defaults ?? {};
    const shades = ['#56B4E9', '#0072B2', '#3D8FC4', '#8CCBEF', '#23608A'];
    const stacked = custom?.stacking?.mode === 'normal';
    const steps = (thresholds?.steps ?? []).filter(({ value }) => value !== null);
    let number = 0;
    const series = answers.flatMap((answer, query) =>
        answer.map((one) => {
            const name = legend(panel, query, one);
            const own = (override(panel, 'color', panel.targets?.[query]?.refId ?? '', name) as { fixedColor?: string } | undefined)?.fixedColor;
            const color = own ?? shades[number++ % shades.length];
            return {
                name: `${name}   last ${written(last(one), unit)}, max ${written(most(one), unit)}`,
                type: 'line',
                showSymbol: false,
                ...(stacked ? { stack: 'all', areaStyle: { opacity: 0.4 } } : { areaStyle: { opacity: 0.08 } }),
                lineStyle: { width: 2, color },
                itemStyle: { color },
                data: one.points.map(([time, value]) => [time * 1000, Number.isNaN(value) ? null : value]),
            };
        }),
    );
    const highest = Math.max(...answers.flat().map(most));
    const option = {
        animation: false,
        grid: { left: 64, right: 16, top: 8, bottom: 30 + 18 * Math.min(series.length, 4) },
        legend: { type: 'plain', orient: 'vertical', bottom: 0, left: 8, itemHeight: 8, textStyle: { color: '#ccccdc', fontSize: 11 } },
        xAxis: { type: 'time', splitLine: { show: false }, axisLabel: { color: '#9a9aa5', hideOverlap: true } },
        yAxis: { type: 'value', min: 0, ...(highest > 0 ? {} : { max: 1 }), splitLine: { lineStyle: { color: '#2c2f36' } }, axisLabel: { color: '#9a9aa5' } },
        series: series.map((one, index) =>
            index > 0
                ? one
                : {
                      ...one,
                      markLine: {
                          silent: true,
                          symbol: 'none',
                          label: { show: false },
                          data: steps.map(({ value, color }) => ({ yAxis: value, lineStyle: { color, type: 'dashed' } })),
                      },
                  },
        ),
    };
    return {
        html: `<div class="lines" id="${id}"></div>`,
        script: `drawn(${JSON.stringify(id)}, ${JSON.stringify(option)}, ${JSON.stringify(unit)});`,
    };
}

/** How high the page of these panels is, in pixels. */
export function heightOf(panels: readonly Panel[]): number {
    return Math.max(...panels.map(({ gridPos }) => gridPos.y + gridPos.h)) * unitHeight + 80;
}

/** A dashboard as a page of its own, which needs nothing else. */
export function page(title: string, description: string, panels: readonly { panel: Panel; answers: Answers }[], empty: ReadonlySet<Panel>): string {
    const scripts: string[] = [];
    const boxes = panels.map(({ panel, answers }, index) => {
        const { x, y, w, h } = panel.gridPos;
        const place = `left:${(x * 100) / 24}%;top:${y * unitHeight}px;width:calc(${(w * 100) / 24}% - 8px);height:${h * unitHeight - 8}px`;
        if (panel.type === 'row') {
            return `<h2 style="${place}">${escaped(panel.title)}</h2>`;
        }
        let content: string;
        if (empty.has(panel)) {
            content = '<div class="empty">no data</div>';
        } else if (panel.type === 'timeseries') {
            const { html, script } = lines(panel, answers, `chart${index}`);
            scripts.push(script);
            content = html;
        } else {
            content = panel.type === 'stat' ? stat(panel, answers) : panel.type === 'bargauge' ? bars(panel, answers) : table(panel, answers);
        }
        return `<section style="${place}" title="${escaped(panel.description ?? '')}"><h3>${escaped(panel.title)}</h3>${content}</section>`;
    });
    const height = heightOf(panels.map(({ panel }) => panel)) - 80;
    return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title>
<style>
body{margin:12px;background:#111217;color:#ccccdc;font:13px/1.4 system-ui,"DejaVu Sans",sans-serif}
h1{font-size:18px;margin:0}p{margin:2px 0 10px;color:#9a9aa5}
.board{position:relative;height:${height}px}.board>*{position:absolute;box-sizing:border-box}
h2{font-size:15px;margin:0;padding-top:8px;color:#fff}
section{background:#181b1f;border:1px solid #2c2f36;border-radius:3px;padding:6px 10px;display:flex;flex-direction:column;overflow:hidden}
h3{font-size:13px;font-weight:600;margin:0 0 4px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
section>div{flex:1;min-height:0}
.stat{display:flex;align-items:center;justify-content:center;gap:24px}.value{font-size:26px;font-weight:600;white-space:nowrap}
.bars{display:flex;flex-direction:column;gap:2px;justify-content:space-evenly}.bar{display:flex;align-items:center;gap:8px;min-height:13px;line-height:1}
.name{width:34%;text-align:right;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;font-size:12px}.track{flex:1;align-self:stretch}.fill{display:block;height:100%;max-height:26px;min-width:1px}
.number{width:56px;font-weight:600;font-size:12px}
.table{overflow:hidden}table{border-collapse:collapse;width:100%}th{text-align:left;color:#6ea8fe;font-weight:600}td,th{padding:2px 8px;border-bottom:1px solid #2c2f36;white-space:nowrap;max-width:280px;overflow:hidden;text-overflow:ellipsis}
.empty{display:flex;align-items:center;justify-content:center;color:#D55E00}
</style>
<h1>${escaped(title)}</h1><p>${escaped(description)} A preview of layout and numbers, drawn without Grafana.</p>
<div class="board">${boxes.join('\n')}</div>
<script>${readFileSync(repository('node_modules/echarts/dist/echarts.min.js'), 'utf8')}</script>
<script>
const names = { percentunit: v => (v * 100).toFixed(0) + '%', bytes: v => (v / 1048576).toFixed(1) + ' MiB', Bps: v => (v / 1000).toFixed(1) + ' kB/s', s: v => v + ' s', cps: v => v + ' c/s', short: v => v };
function drawn(id, option, unit) { option.yAxis.axisLabel.formatter = names[unit] || names.short; echarts.init(document.getElementById(id)).setOption(option); }
${scripts.join('\n')}
</script></html>
`;
}
