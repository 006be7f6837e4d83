/** How grave something is. The color only repeats what a word or a number says. */
export type Tone = 'bad' | 'warn' | 'good' | 'plain';
