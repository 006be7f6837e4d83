/** A choice and its text. */
export type Choice = readonly [value: string, text: string];
