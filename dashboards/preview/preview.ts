import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { repository } from '../generator/files.js';
import { type Answers, heightOf, page, type Panel } from './page.js';
import { Prometheus } from './prometheus.js';

/**
 * Draws the dashboards from the answers of a real Prometheus, so that a person can look at layout and numbers where there is no
 * Grafana. What a panel asks is what its file says; how Grafana would draw it is only imitated.
 */
const { values } = parseArgs({
    options: {
        prometheus: { type: 'string', default: 'http://127.0.0.1:9090' },
        minutes: { type: 'string', default: '15' },
        out: { type: 'string', default: repository('target/preview') },
        /** A folder for pictures, which Chromium takes. */
        pictures: { type: 'string' },
        chromium: { type: 'string', default: '/usr/bin/chromium' },
    },
});
const prometheus = new Prometheus(values.prometheus, { minutes: Number(values.minutes) });
mkdirSync(values.out, { recursive: true });
let empties = 0;
for (const name of ['soc-now', 'dspt-posture', 'pipeline']) {
    const board = JSON.parse(readFileSync(repository(`grafana/${name}.json`), 'utf8')) as { title: string; description: string; panels: Panel[] };
    const panels = board.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
    const answered: { panel: Panel; answers: Answers }[] = [];
    const empty = new Set<Panel>();
    for (const panel of panels) {
        const answers = await Promise.all(
            (panel.targets ?? []).map(({ expr }) =>
                panel.type === 'stat' || panel.type === 'timeseries' ? prometheus.range(expr) : prometheus.instant(expr),
            ),
        );
        if (panel.type !== 'row' && answers.every((answer) => answer.length === 0)) {
            empty.add(panel);
            console.error(`${name}: no data for "${panel.title}"`);
        }
        answered.push({ panel, answers });
    }
    empties += empty.size;
    writeFileSync(`${values.out}/${name}.html`, page(board.title, board.description, answered, empty));
    console.log(`${values.out}/${name}.html`);
    if (values.pictures !== undefined) {
        execFileSync(
            values.chromium,
            [
                ...['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
                ...['--disable-component-update', '--disable-sync', '--hide-scrollbars'],
                `--window-size=1500,${heightOf(panels)}`,
                `--screenshot=${values.pictures}/${name}.png`,
                `file://${values.out}/${name}.html`,
            ],
            { stdio: 'ignore' },
        );
    }
}
if (empties > 0) {
    process.exitCode = 1;
}
