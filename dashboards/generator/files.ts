import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the folder `dashboards`, as seen from where this is compiled to. */
export function repository(path: string): string {
    return join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', path);
}
