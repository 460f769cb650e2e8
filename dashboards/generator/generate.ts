import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Board, build } from './board.js';
import { repository } from './files.js';
import { pipeline } from './pipeline.js';
import { posture } from './posture.js';
import { socNow } from './soc-now.js';

export const boards: readonly Board[] = [socNow, posture, pipeline];

/** A dashboard as its file holds it. */
export function json(board: Board): string {
    // Grafana's schema knows these of no variable but one of intervals, though the SDK writes them for all.
    const unknown = new Set(['auto', 'auto_min', 'auto_count']);
    return JSON.stringify(build(board), (key, value: unknown) => (unknown.has(key) ? undefined : value), 2) + '\n';
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
    for (const board of boards) {
        writeFileSync(repository(`grafana/${board.uid}.json`), json(board));
    }
}
