/** The palette of Okabe and Ito, which people who see colours differently can tell apart. Nothing is told by colour alone. */
export const colours = {
    blue: '#0072B2',
    sky: '#56B4E9',
    green: '#009E73',
    yellow: '#F0E442',
    orange: '#E69F00',
    vermilion: '#D55E00',
    purple: '#CC79A7',
    grey: '#8E8E8E',
} as const;

export type Colour = (typeof colours)[keyof typeof colours];

export const severityColours: Readonly<Record<string, Colour>> = {
    critical: colours.vermilion,
    high: colours.orange,
    medium: colours.yellow,
    low: colours.sky,
};
