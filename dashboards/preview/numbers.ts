/** A number as Grafana would write it, for the units that the dashboards use. */
export function written(value: number | null | undefined, unit: string, decimals?: number): string {
    if (value === null || value === undefined || Number.isNaN(value)) {
        return '–';
    }
    switch (unit) {
        case 'percentunit':
            return `${(value * 100).toFixed(decimals ?? 1)}%`;
        case 's':
            return duration(value);
        case 'bytes':
            return scaled(value, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']);
        case 'Bps':
            return scaled(value, 1000, ['B/s', 'kB/s', 'MB/s', 'GB/s']);
        case 'cps':
            return `${trimmed(value)} c/s`;
        case 'dateTimeFromNow':
            return `${duration((Date.now() - value) / 1000)} ago`;
        default:
            return scaled(value, 1000, ['', ' K', ' Mil'], decimals);
    }
}

function trimmed(value: number, decimals = value !== 0 && Math.abs(value) < 10 ? 2 : 0): string {
    return Number(value.toFixed(decimals)).toString();
}

function scaled(value: number, base: number, units: readonly string[], decimals?: number): string {
    let power = 0;
    let rest = value;
    while (Math.abs(rest) >= base && power < units.length - 1) {
        rest /= base;
        power++;
    }
    return trimmed(rest, power === 0 ? decimals : 2) + (units[power] ?? '');
}

function duration(seconds: number): string {
    const steps: readonly (readonly [number, string])[] = [
        [604800, 'weeks'],
        [86400, 'days'],
        [3600, 'hours'],
        [60, 'mins'],
    ];
    for (const [length, name] of steps) {
        if (Math.abs(seconds) >= length) {
            return `${trimmed(seconds / length, 1)} ${name}`;
        }
    }
    return `${trimmed(seconds)} s`;
}
