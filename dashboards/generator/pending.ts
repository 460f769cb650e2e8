import { readFileSync } from 'node:fs';
import { repository } from './files.js';

/** What no version of the monitor measures yet. Take an entry out when it does, and build again: its panels appear. */
interface Pending {
    readonly selector: string;
    readonly shows: string;
}

const pending = (JSON.parse(readFileSync(repository('metrics-elsewhere.json'), 'utf8')) as { pending: Pending[] }).pending;

/** Whether this query asks for something that nobody measures yet. */
export function isPending(expression: string): boolean {
    return pending.some(({ selector }) => {
        const [name = '', matcher] = selector.replace('}', '').split('{');
        const named = new RegExp(`(?<![A-Za-z0-9_:])${name}(?![A-Za-z0-9_:])`).test(expression);
        return named && (matcher === undefined || expression.includes(matcher));
    });
}
