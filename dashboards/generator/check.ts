import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { boards, json } from './generate.js';
import { repository } from './files.js';

/**
 * Whether the files are what the code makes, and whether Grafana's own types accept them. The types of the panels' options are
 * the SDK's, which the compiler has held the code against already.
 */
const asWritten = `import type { Dashboard } from '@grafana/schema';
/** Words of an enumeration as JSON has them: as plain text, which TypeScript takes for no member of it. */
type AsWritten<T> = T extends string ? \`\${T}\` : T extends (infer E)[] ? AsWritten<E>[] : T extends object ? { [K in keyof T]: AsWritten<T[K]> } : T;
`;
const folder = repository('target/schema');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
let stale = false;
for (const board of boards) {
    const file = repository(`grafana/${board.uid}.json`);
    const content = readFileSync(file, 'utf8');
    if (content !== json(board)) {
        console.error(`${file} is not what the code makes: npm run build`);
        stale = true;
    }
    writeFileSync(`${folder}/${board.uid}.ts`, `${asWritten}export const board: AsWritten<Dashboard> = ${content};\n`);
}
execFileSync(
    process.execPath,
    [
        repository('node_modules/typescript/bin/tsc'),
        ...['--noEmit', '--strict', '--skipLibCheck', '--moduleResolution', 'bundler', '--module', 'esnext', '--target', 'es2022'],
        ...boards.map((board) => `${folder}/${board.uid}.ts`),
    ],
    { stdio: 'inherit' },
);
if (stale) {
    process.exit(1);
}
console.log(`${boards.length} dashboards: as the code makes them, accepted by Grafana's schema`);
